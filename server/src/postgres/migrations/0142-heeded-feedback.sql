-- What the answer's person had in the field that was said to be wrong.
ALTER TABLE feedback ADD COLUMN wrong_value text;
-- Null: the next publication heeds it, or what the operator undid of it.
ALTER TABLE feedback ADD COLUMN heeded_at timestamptz;
CREATE INDEX feedback_given ON feedback (given_at);
