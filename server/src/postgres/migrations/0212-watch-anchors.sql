-- Terms one of which whoever meets a search has: of a watch on a search, so that changes lead to the few watches that may be of
-- them. What was watched before has its terms once it is held against changes.
CREATE TABLE watch_anchor (
  term text COLLATE "C" NOT NULL,
  watch_id bigint NOT NULL REFERENCES watch ON DELETE CASCADE,
  PRIMARY KEY (term, watch_id)
);
CREATE INDEX watch_anchor_watch ON watch_anchor (watch_id);
ALTER TABLE watch ADD COLUMN is_anchored boolean NOT NULL DEFAULT false;
CREATE INDEX watch_unanchored ON watch (watch_id) WHERE NOT is_anchored AND person_id IS NULL;
