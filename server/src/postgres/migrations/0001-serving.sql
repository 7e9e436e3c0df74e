CREATE TABLE account (
  account_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  plan text NOT NULL,
  balance bigint NOT NULL DEFAULT 0 CHECK (balance >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  key_hash bytea PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  name text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_account ON api_key (account_id);

-- No foreign key: whoever writes an entry holds the lock of its account's row, and checking each entry once more costs
-- as much as writing it. Accounts are never deleted.
CREATE TABLE ledger (
  entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('grant', 'charge')),
  credits bigint NOT NULL CHECK (credits > 0),
  operation text NOT NULL,
  outcome text NOT NULL,
  request_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_account ON ledger (account_id, entry_id);

-- Ids and keys compare byte by byte: no language is asked how to order them, which halves the work of the indexes.
CREATE TABLE person (
  person_id text COLLATE "C" PRIMARY KEY,
  profile text NOT NULL,
  field_probability text NOT NULL,
  cohesion real NOT NULL,
  record_count integer NOT NULL,
  content_hash text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now()
);

-- No foreign key: rows come and go with their person in one transaction, and checking each costs more than writing it.
CREATE TABLE person_lookup (
  lookup_key text COLLATE "C" NOT NULL,
  person_id text COLLATE "C" NOT NULL,
  given_name text,
  family_name text,
  strength real NOT NULL,
  PRIMARY KEY (lookup_key, person_id)
);
CREATE INDEX person_lookup_person ON person_lookup (person_id);

CREATE TABLE person_redirect (
  old_id text COLLATE "C" PRIMARY KEY,
  person_id text COLLATE "C" NOT NULL
);

-- Which analytic store these people were published from, and how many times. At most one row.
CREATE TABLE publication (
  id text NOT NULL,
  sequence integer NOT NULL
);
