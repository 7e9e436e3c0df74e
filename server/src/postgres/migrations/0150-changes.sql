-- What changed of published people, in the transaction that published it. Numbers rise in the order of the commits.
CREATE TABLE person_change (
  change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id text COLLATE "C" NOT NULL,
  types text[] NOT NULL,
  -- Values that are other ones now, as they were: JSON of fields.
  before text NOT NULL,
  -- The profile afterwards, JSON. Null: merged, removed.
  profile text,
  -- Whom the person was merged with or split from.
  other_id text COLLATE "C",
  -- Of the person, before and afterwards, ISO in lower case; an empty text: not known.
  countries text[] NOT NULL,
  -- Days since 1970 on which a source last saw them; 0: no source gives a date.
  seen_day integer NOT NULL,
  cause text,
  detected_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_change_person ON person_change (person_id);
CREATE INDEX person_change_other ON person_change (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX person_change_detected ON person_change (detected_at);

-- The last change that was forgotten because it was old: who has not read on since has missed some. One row.
CREATE TABLE forgotten_change (
  through bigint NOT NULL
);
INSERT INTO forgotten_change VALUES (0);
