-- `remaining` is as of the last time the account was settled: what was charged since is the sum of `remaining` less the
-- account's balance. So a charge writes one number, however many grants it burns.
CREATE TABLE credit_grant (
  grant_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  credits bigint NOT NULL CHECK (credits > 0),
  remaining bigint NOT NULL CHECK (remaining BETWEEN 0 AND credits),
  -- Null: never.
  expires_at timestamptz,
  -- The first day of the month that it is the plan's grant of; null: granted by hand.
  month date,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX credit_grant_account ON credit_grant (account_id, month);
CREATE INDEX credit_grant_open ON credit_grant (account_id) WHERE remaining > 0;

INSERT INTO credit_grant (account_id, credits, remaining)
SELECT account_id, balance, balance FROM account WHERE balance > 0;

-- From then on the balance does not hold: a grant expires or a month begins. A new account is due at once.
ALTER TABLE account ADD COLUMN settle_at timestamptz NOT NULL DEFAULT '-infinity';

ALTER TABLE ledger DROP CONSTRAINT ledger_kind_check;
ALTER TABLE ledger ADD CONSTRAINT ledger_kind_check CHECK (kind IN ('grant', 'charge', 'expiry'));
