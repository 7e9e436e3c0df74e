-- An answer may be about several people; erasing one of them erases it. Null: nobody, or erased.
ALTER TABLE stored_answer ADD COLUMN person_ids text[];
UPDATE stored_answer SET person_ids = ARRAY[person_id] WHERE person_id IS NOT NULL;
ALTER TABLE stored_answer DROP COLUMN person_id;
CREATE INDEX stored_answer_people ON stored_answer USING gin (person_ids) WHERE person_ids IS NOT NULL;
