-- What an account may not be told, by licence of the source and by country of the person. Null: nothing is withheld.
ALTER TABLE account ADD COLUMN restrictions jsonb;
