-- What accounts are told of. An event and its deliveries are written in the transaction of what they tell of.
CREATE TABLE event (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  type text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_created ON event (created_at);

CREATE TABLE webhook_endpoint (
  endpoint_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  url text NOT NULL,
  -- Signs; so it must be read back, unlike a key.
  secret text NOT NULL,
  -- Types of events. Null: all.
  types text[],
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz
);
CREATE INDEX webhook_endpoint_account ON webhook_endpoint (account_id) WHERE removed_at IS NULL;

CREATE TABLE delivery (
  event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
  endpoint_id bigint NOT NULL REFERENCES webhook_endpoint,
  attempts integer NOT NULL DEFAULT 0,
  -- When it is tried next. Null: it was delivered, or is given up.
  next_at timestamptz DEFAULT now(),
  delivered_at timestamptz,
  -- What came of the last attempt: a status, or a word.
  answer text NOT NULL DEFAULT '',
  PRIMARY KEY (event_id, endpoint_id)
);
CREATE INDEX delivery_due ON delivery (next_at) WHERE next_at IS NOT NULL;

CREATE FUNCTION deliver_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO delivery (event_id, endpoint_id)
  SELECT NEW.event_id, endpoint_id FROM webhook_endpoint
  WHERE account_id = NEW.account_id AND NEW.type <> 'webhook.test' AND removed_at IS NULL AND (types IS NULL OR NEW.type = ANY (types))
  ORDER BY endpoint_id;
  RETURN NULL;
END $$;
CREATE TRIGGER event_delivery AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION deliver_event();

-- Below it, an account is told that its credits run low.
ALTER TABLE account ADD COLUMN low_balance bigint NOT NULL DEFAULT 100 CHECK (low_balance >= 0);

-- Whatever lowers a balance, be it a charge or an expiry, tells of it. A balance below 4 pays no call that finds a person.
CREATE FUNCTION tell_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event (account_id, type, data)
  SELECT NEW.account_id, mark.type, jsonb_build_object(
    'account', NEW.name, 'credits_remaining', NEW.balance, 'threshold', mark.threshold)
  FROM (VALUES (1, 'credits.low', NEW.low_balance), (2, 'credits.exhausted', 4)) AS mark (position, type, threshold)
  WHERE OLD.balance >= mark.threshold AND NEW.balance < mark.threshold
  ORDER BY mark.position;
  RETURN NULL;
END $$;
CREATE TRIGGER account_balance AFTER UPDATE OF balance ON account FOR EACH ROW
WHEN ((OLD.balance >= NEW.low_balance AND NEW.balance < NEW.low_balance) OR (OLD.balance >= 4 AND NEW.balance < 4))
EXECUTE FUNCTION tell_balance();
