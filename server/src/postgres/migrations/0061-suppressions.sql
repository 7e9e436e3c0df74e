-- Who must not be answered, as salted hashes of what leads to them. The salt is never in the database.
CREATE TABLE suppression (
  hash bytea PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('email', 'phone', 'profile', 'name')),
  suppressed_at timestamptz NOT NULL DEFAULT now()
);

-- A hash by which a process knows whether its salt is the one of this database. At most one row.
CREATE TABLE suppression_salt (
  fingerprint text NOT NULL
);

-- People that were erased: a publication under way when it happened must not write them again.
CREATE TABLE erased_person (
  person_id text COLLATE "C" PRIMARY KEY,
  erased_at timestamptz NOT NULL DEFAULT now(),
  -- Calls that had found them have ended, and what they stored is erased, too.
  settled_at timestamptz
);
CREATE INDEX erased_person_unsettled ON erased_person (erased_at) WHERE settled_at IS NULL;
