-- Jobs that accounts submit: records that are answered in the background.
CREATE TABLE job (
  job_id text COLLATE "C" PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  -- Of the key that it was submitted with: live, or test.
  mode text NOT NULL,
  -- What is asked about each record.
  type text NOT NULL,
  -- How its records came: records, csv or jsonl.
  format text NOT NULL,
  -- The columns of a CSV file, as a JSON list. Null: it has none.
  header text,
  state text NOT NULL CHECK (state IN ('uploading', 'queued', 'processing', 'completed', 'cancelled')),
  -- It waits until the account can pay the next record.
  lacks_credits boolean NOT NULL DEFAULT false,
  -- The node that works on it. Null: none.
  worked_by text COLLATE "C",
  total_records integer NOT NULL DEFAULT 0,
  done_records integer NOT NULL DEFAULT 0,
  success_records integer NOT NULL DEFAULT 0,
  not_found_records integer NOT NULL DEFAULT 0,
  credits_used bigint NOT NULL DEFAULT 0,
  -- SHA-256 of the Idempotency-Key that it was submitted with, and of what was submitted.
  key_hash bytea,
  fingerprint bytea,
  -- What was told when it was submitted, to be told again. Null: its file is still being read.
  submitted jsonb,
  -- Where its end is told. Null: nowhere of its own.
  endpoint_id bigint REFERENCES webhook_endpoint,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- When it was completed or cancelled.
  ended_at timestamptz
);
CREATE UNIQUE INDEX job_key ON job (account_id, key_hash) WHERE key_hash IS NOT NULL;
CREATE INDEX job_open ON job (account_id) WHERE ended_at IS NULL;
CREATE INDEX job_ended ON job (ended_at) WHERE ended_at IS NOT NULL;

-- Some records of a job, one after another: what is answered and paid for in one transaction.
CREATE TABLE job_chunk (
  job_id text COLLATE "C" NOT NULL REFERENCES job ON DELETE CASCADE,
  -- Position of its first record in the job, from 0.
  first integer NOT NULL,
  records integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  -- JSON list of the records as they came.
  input text NOT NULL,
  -- JSON list of the answers so far, in the order of the records.
  answers text NOT NULL DEFAULT '[]',
  -- Whom the answers tell of, each once.
  person_ids text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (job_id, first)
);
CREATE INDEX job_chunk_open ON job_chunk (job_id, first) WHERE done < records;

-- Whatever raises a balance ends the wait of jobs that lack credits. Charges do not come here.
CREATE FUNCTION wake_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE queue.job SET start_after = now()
  WHERE name = 'jobs' AND state < 'active' AND start_after > now() AND data ->> 'jobId' IN (
    SELECT job_id FROM job WHERE account_id = NEW.account_id AND ended_at IS NULL AND lacks_credits
  );
  RETURN NULL;
END $$;
CREATE TRIGGER account_raised AFTER UPDATE OF balance ON account FOR EACH ROW
WHEN (NEW.balance > OLD.balance) EXECUTE FUNCTION wake_jobs();
