-- Since when a person is published as they are.
ALTER TABLE person ADD COLUMN known_since timestamptz NOT NULL DEFAULT now();
UPDATE person SET known_since = published_at;

-- How people were published before. No foreign key: people come to be part of others, and these stay theirs.
CREATE TABLE person_version (
  person_id text COLLATE "C" NOT NULL,
  known_since timestamptz NOT NULL,
  known_until timestamptz NOT NULL,
  profile text NOT NULL,
  cohesion real NOT NULL,
  record_count integer NOT NULL,
  evidence text
);
CREATE INDEX person_version_person ON person_version (person_id, known_until);
CREATE INDEX person_version_until ON person_version (known_until);
CREATE INDEX person_redirect_person ON person_redirect (person_id);

-- What was last learned of sources, as JSON: to fuse people as of another day. At most one row.
CREATE TABLE published_learning (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  learned text NOT NULL
);
