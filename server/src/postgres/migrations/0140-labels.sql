-- How likely the answer tells of who was asked for, as the curves that come with the program have it: what accounts say of
-- answers is held against it. Null: nobody was found, or the operation has no such probability.
ALTER TABLE ledger ADD COLUMN confidence real;

-- Leads from an answer to its charge. Ids are random: a B-tree would cost every charge a page somewhere; a filter over some
-- pages together costs next to nothing, as entries are only appended.
CREATE INDEX ledger_request ON ledger
USING brin (request_id text_bloom_ops (n_distinct_per_range = 4000, false_positive_rate = 0.01))
WITH (pages_per_range = 32, autosummarize = on);
