-- What people say of themselves, in the place of what sources say of them.
CREATE TABLE correction (
  correction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id text COLLATE "C" NOT NULL,
  field text NOT NULL,
  value text NOT NULL,
  privacy_request_id bigint NOT NULL,
  corrected_at timestamptz NOT NULL DEFAULT now(),
  -- Null: the next publication writes it.
  published_at timestamptz
);
CREATE INDEX correction_person ON correction (person_id);
