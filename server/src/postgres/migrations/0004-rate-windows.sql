-- How many calls of a key stand in which quarter of a second: what all nodes count against its limit. A row a key, written
-- again and again, hence the room in its page.
CREATE TABLE rate_window (
  key_hash bytea PRIMARY KEY,
  -- Quarters of a second since 1970, ascending, some of them to come: calls that a node may let in until then.
  ticks bigint[] NOT NULL DEFAULT '{}',
  calls integer[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50);
