ALTER TABLE api_key
  -- Null: every scope, those to come too.
  ADD COLUMN scopes text[],
  -- In CIDR notation. Empty: from anywhere.
  ADD COLUMN allowed_addresses text[] NOT NULL DEFAULT '{}',
  ADD COLUMN mode text NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'test')),
  -- To the minute.
  ADD COLUMN last_used_at timestamptz;
