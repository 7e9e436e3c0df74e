-- Who asks for many is answered from some of the parts: a search stops counting where it has counted enough, and a GIN
-- index hands out nothing before it has gone through all who match.
ALTER TABLE person_search RENAME TO whole_person_search;
CREATE TABLE person_search (LIKE whole_person_search) PARTITION BY HASH (person_id);
CREATE TABLE person_search_0 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE person_search_1 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE person_search_2 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE person_search_3 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE person_search_4 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE person_search_5 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE person_search_6 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE person_search_7 PARTITION OF person_search FOR VALUES WITH (MODULUS 8, REMAINDER 7);
INSERT INTO person_search SELECT * FROM whole_person_search;
DROP TABLE whole_person_search;

ALTER TABLE person_search ADD CONSTRAINT person_search_pkey PRIMARY KEY (person_id);
CREATE INDEX person_search_terms ON person_search USING gin (terms);
CREATE INDEX person_search_seen ON person_search (seen_day DESC, person_id);
