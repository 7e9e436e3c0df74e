-- `feedback.accepted`: null: an account's own word; true: the operator confirms it for all accounts; false: it is undone.
-- Finds what an account said was wrong of a person.
CREATE INDEX feedback_objection ON feedback (account_id, person_id) WHERE verdict <> 'right';
-- The word of one account has changed what all of them were answered: the next publication weighs it anew.
UPDATE feedback SET heeded_at = NULL WHERE verdict <> 'right' AND accepted IS DISTINCT FROM false;
