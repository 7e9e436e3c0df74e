-- Whom the answer of a charged call told of, parted by spaces: so that people can be told who received their data. Null:
-- nobody, or erased. Without an index, which would cost every charge more than the few questions save.
ALTER TABLE ledger ADD COLUMN person_ids text COLLATE "C";
