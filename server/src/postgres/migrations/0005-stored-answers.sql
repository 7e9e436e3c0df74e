-- Answers to calls with an Idempotency-Key. No foreign key: see `ledger`.
CREATE TABLE stored_answer (
  account_id bigint NOT NULL,
  -- SHA-256 of the Idempotency-Key.
  key_hash bytea NOT NULL,
  -- SHA-256 of operation and body. Null: erased.
  fingerprint bytea,
  -- Whom the answer is about. Null: nobody, or erased.
  person_id text COLLATE "C",
  outcome text NOT NULL,
  -- The body, byte for byte. Null: erased.
  answer text,
  request_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, key_hash)
);
CREATE INDEX stored_answer_person ON stored_answer (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX stored_answer_created ON stored_answer (created_at);
