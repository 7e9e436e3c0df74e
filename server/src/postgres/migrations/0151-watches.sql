-- What accounts want to be told of: changes of a person, or of whoever a search finds.
CREATE TABLE watch (
  watch_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  name text NOT NULL,
  -- Null: a search.
  person_id text COLLATE "C",
  -- The search as it was written, and what people must be whom it finds (people/searchCondition.ts). Null: a person.
  criteria jsonb,
  condition jsonb,
  -- Types of changes. Null: all.
  types text[],
  -- Where it is told beside the account's endpoints. Null: nowhere.
  endpoint_id bigint REFERENCES webhook_endpoint,
  -- SHA-256 of all that: the same watch is made once.
  fingerprint bytea NOT NULL,
  -- The last change before it was made.
  after_change bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, fingerprint)
);
CREATE INDEX watch_person ON watch (person_id) WHERE person_id IS NOT NULL;

-- The last change that watches were held against. One row.
CREATE TABLE watched_change (
  through bigint NOT NULL
);
INSERT INTO watched_change VALUES (0);

-- Events that name people, so that these can be erased.
CREATE INDEX event_person ON event ((data ->> 'person_id')) WHERE data ? 'person_id';
CREATE INDEX event_other ON event ((data ->> 'other_id')) WHERE data ? 'other_id';
