-- Ships with PostgreSQL, and is trusted: whoever owns the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What people are searched by, apart from the person, so that answers without a search read no more than before.
CREATE TABLE person_search (
  person_id text COLLATE "C" PRIMARY KEY,
  -- Days since 1970 on which a source last saw them; 0: no source gives a date.
  seen_day integer NOT NULL,
  -- Which words stand for what: people/searchTerms.ts.
  terms tsvector NOT NULL,
  -- What facets count.
  company text,
  country text,
  department text,
  location text,
  seniority text
);
CREATE INDEX person_search_terms ON person_search USING gin (terms);
CREATE INDEX person_search_seen ON person_search (seen_day DESC, person_id);

-- Employers by the key of each name that is used for them, with the domain that most of their people have.
CREATE TABLE search_company (
  company_key text COLLATE "C" PRIMARY KEY,
  -- Folded.
  name text NOT NULL,
  domain text
);
CREATE INDEX search_company_name ON search_company USING gin (name gin_trgm_ops);

-- Whoever was published before cannot be found: the next publication writes everybody.
DELETE FROM publication;
