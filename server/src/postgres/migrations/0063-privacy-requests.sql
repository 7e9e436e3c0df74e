-- What people ask of the operator about their own data.
CREATE TABLE privacy_request (
  privacy_request_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('opt_out', 'erasure', 'access', 'correction')),
  -- unproven: a link was sent to the address; open: an operator is to decide; approved: is carried out.
  state text NOT NULL CHECK (state IN ('unproven', 'open', 'approved', 'completed', 'rejected')),
  -- The call that brought it, by which the person can refer to it.
  request_id text NOT NULL,
  -- What the person says of themselves. Null: forgotten, as the request is closed.
  subject jsonb,
  received_at timestamptz NOT NULL DEFAULT now(),
  due_at timestamptz NOT NULL DEFAULT now() + interval '1 month',
  -- SHA-256 of what stands in the link.
  token_hash bytea UNIQUE,
  token_expires_at timestamptz,
  proven_at timestamptz,
  mail_attempts integer NOT NULL DEFAULT 0,
  -- When the link is to be sent. Null: it was, or is not.
  mail_next_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  why text NOT NULL DEFAULT '',
  -- Until then one process carries it out.
  lease_until timestamptz,
  closed_at timestamptz,
  -- What came of it; no personal data.
  outcome jsonb
);
CREATE INDEX privacy_request_open ON privacy_request (state, due_at) WHERE closed_at IS NULL;
