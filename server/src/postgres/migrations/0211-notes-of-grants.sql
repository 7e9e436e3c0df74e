-- Leads from the ledger's entry of a grant by hand to its note. Empty: a monthly grant, or an earlier one.
ALTER TABLE credit_grant ADD COLUMN request_id text NOT NULL DEFAULT '';
