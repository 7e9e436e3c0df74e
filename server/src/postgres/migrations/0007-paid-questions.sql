-- What accounts paid to be told, where their plan answers the same question again without a charge. No foreign key: see
-- `ledger`.
CREATE TABLE paid_question (
  account_id bigint NOT NULL,
  -- SHA-256 of operation, question and outcome.
  question bytea NOT NULL,
  paid_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, question)
);
CREATE INDEX paid_question_paid ON paid_question (paid_at);
