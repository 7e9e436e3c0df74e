-- What operators and the rights of people did. Each hash covers its entry and the hash before it; the key of the hashes
-- and the last hash are kept outside of the database.
CREATE TABLE audit_entry (
  seq bigint PRIMARY KEY,
  at text NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  -- JSON text; no personal data.
  detail text NOT NULL,
  hash text NOT NULL
);
