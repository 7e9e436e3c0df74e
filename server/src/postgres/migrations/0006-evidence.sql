-- What vouches for a person, apart from the person, so that answers without it read no more than before. It holds the
-- probabilities of fields, too, which no answer shows by themselves.
CREATE TABLE person_evidence (
  person_id text COLLATE "C" PRIMARY KEY,
  evidence text NOT NULL
);
ALTER TABLE person DROP COLUMN field_probability;

-- The sources that evidence names by number, as the analytic store last published them.
CREATE TABLE published_source (
  source_id integer PRIMARY KEY,
  name text NOT NULL,
  legal_basis text,
  record_url text
);

-- Whoever was published before has no evidence: the next publication writes everybody.
DELETE FROM publication;
