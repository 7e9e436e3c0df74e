-- What accounts say of answers that they paid for. The last word on each field of a call counts; an empty field stands for
-- the answer as a whole. No foreign key: see `ledger`.
CREATE TABLE feedback (
  feedback_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  request_id text NOT NULL,
  operation text NOT NULL,
  -- Whom the answer told of. Null: nobody, or erased.
  person_id text COLLATE "C",
  verdict text NOT NULL CHECK (verdict IN ('right', 'wrong_person', 'wrong_value')),
  field text NOT NULL DEFAULT '',
  correct_value text,
  -- SHA-256 of who was asked for, where that question is not to be answered with this person again.
  question bytea,
  -- What the answer gave, where it was still stored.
  confidence real,
  given_at timestamptz NOT NULL DEFAULT now(),
  -- Null: waits for the operator.
  accepted boolean,
  UNIQUE (account_id, request_id, field)
);
CREATE INDEX feedback_question ON feedback (account_id, question) WHERE question IS NOT NULL;
CREATE INDEX feedback_person ON feedback (person_id) WHERE person_id IS NOT NULL;
