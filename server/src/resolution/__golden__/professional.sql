-- record_code reads normalized_record
SELECT record_id,
  CASE WHEN city IS NOT NULL THEN hash(city) END AS city,
  CASE WHEN company_key IS NOT NULL THEN hash(company_key) END AS company_key,
  CASE WHEN email_local IS NOT NULL THEN hash(email_local) END AS email_local,
  CASE WHEN employer_domain IS NOT NULL THEN hash(employer_domain) END AS employer_domain,
  CASE WHEN family_key IS NOT NULL THEN hash(family_key) END AS family_key,
  CASE WHEN full_name IS NOT NULL THEN hash(full_name) END AS full_name,
  CASE WHEN given_root IS NOT NULL THEN hash(given_root) END AS given_root,
  CASE WHEN handle IS NOT NULL THEN hash(handle) END AS handle,
  CASE WHEN name_key IS NOT NULL THEN hash(name_key) END AS name_key,
  CASE WHEN title_key IS NOT NULL THEN hash(title_key) END AS title_key,
  CASE WHEN name_joined IS NOT NULL THEN hash(name_joined) END AS name_joined,
  CASE WHEN email_domain IS NOT NULL THEN hash(email_domain) END AS email_domain,
  CASE WHEN given_root || '|' || family_key IS NOT NULL THEN hash(given_root || '|' || family_key) END AS key_by_given_family,
  CASE WHEN family_key || '|' || company_key IS NOT NULL THEN hash(family_key || '|' || company_key) END AS key_by_family_company,
  CASE WHEN given_initial IS NOT NULL THEN hash(given_initial) END AS given_initial,
  CASE WHEN family_key || '|' || employer_domain IS NOT NULL THEN hash(family_key || '|' || employer_domain) END AS key_by_family_domain,
  CASE WHEN family_phonetic || '|' || given_initial || '|' || company_key IS NOT NULL THEN hash(family_phonetic || '|' || given_initial || '|' || company_key) END AS key_by_sound_company,
  CASE WHEN family_phonetic || '|' || given_initial || '|' || employer_domain IS NOT NULL THEN hash(family_phonetic || '|' || given_initial || '|' || employer_domain) END AS key_by_sound_domain,
  CASE WHEN given_root || '|' || company_key IS NOT NULL THEN hash(given_root || '|' || company_key) END AS key_by_given_company,
  CASE WHEN given_root || '|' || employer_domain IS NOT NULL THEN hash(given_root || '|' || employer_domain) END AS key_by_given_domain,
  CASE WHEN family_phonetic || '|' || given_initial || '|' || city IS NOT NULL THEN hash(family_phonetic || '|' || given_initial || '|' || city) END AS key_by_family_given_place,
  CASE WHEN family_phonetic || '|' || given_phonetic IS NOT NULL THEN hash(family_phonetic || '|' || given_phonetic) END AS key_by_sound_of_name,
  CASE WHEN department IS NOT NULL THEN hash(department) END AS department
FROM normalized_record;

-- code_check reads 
SELECT CASE WHEN 'code' IS NOT NULL THEN hash('code') END AS code;

-- block_by_name reads record_code
WITH keyed AS (
  SELECT n.record_id, n.name_key AS block_value, n.city AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 30),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 30
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 30 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_joined_name reads record_code
WITH keyed AS (
  SELECT n.record_id, n.name_joined AS block_value, n.email_domain AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 15),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 15
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 15 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_given_family reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_given_family AS block_value, n.city AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 30),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 30
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 30 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_family_company reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_family_company AS block_value, n.given_initial AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 30),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 30
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 30 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_family_domain reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_family_domain AS block_value, n.given_initial AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 30),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 30
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 30 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_sound_company reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_sound_company AS block_value, n.given_root AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 20),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 20
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 20 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_sound_domain reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_sound_domain AS block_value, n.given_root AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 20),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 20
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 20 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_given_company reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_given_company AS block_value, n.title_key AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 20),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 20
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 20 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_given_domain reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_given_domain AS block_value, n.title_key AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 20),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 20
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 20 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_family_given_place reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_family_given_place AS block_value, n.title_key AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 15),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 15
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 15 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_handle reads record_code
WITH keyed AS (
  SELECT n.record_id, n.handle AS block_value, n.family_key AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 15),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 15
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 15 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_by_sound_of_name reads record_code
WITH keyed AS (
  SELECT n.record_id, n.key_by_sound_of_name AS block_value, n.department AS finer_value
  FROM record_code n),
size AS (
  SELECT block_value, min(record_id) AS block, count(*) AS members
  FROM keyed WHERE block_value IS NOT NULL GROUP BY block_value HAVING count(*) > 1),
large AS (
  SELECT k.record_id, k.block_value, k.finer_value, s.members FROM keyed k
  JOIN size s ON s.block_value = k.block_value WHERE s.members > 15),
finer_size AS (
  SELECT block_value, finer_value, min(record_id) AS block, count(*) AS members
  FROM large WHERE finer_value IS NOT NULL GROUP BY block_value, finer_value HAVING count(*) > 1)
SELECT k.record_id, s.block, s.members
FROM keyed k JOIN size s ON s.block_value = k.block_value WHERE s.members <= 15
UNION ALL
SELECT l.record_id, CASE WHEN f.members <= 15 THEN f.block ELSE NULL END AS block,
  coalesce(f.members, l.members) AS members
FROM large l LEFT JOIN finer_size f ON f.block_value = l.block_value AND f.finer_value = l.finer_value
WHERE l.finer_value IS NULL OR f.members IS NOT NULL;

-- block_key reads normalized_record, block_by_name, block_by_joined_name, block_by_given_family, block_by_family_company, block_by_family_domain, block_by_sound_company, block_by_sound_domain, block_by_given_company, block_by_given_domain, block_by_family_given_place, block_by_handle, block_by_sound_of_name
SELECT k.record_id,
  max(1) AS fresh,
  coalesce(max(CASE WHEN k.rule = 0 THEN k.block ELSE NULL END), -k.record_id) AS by_name,
  coalesce(max(CASE WHEN k.rule = 1 THEN k.block ELSE NULL END), -k.record_id) AS by_joined_name,
  coalesce(max(CASE WHEN k.rule = 2 THEN k.block ELSE NULL END), -k.record_id) AS by_given_family,
  coalesce(max(CASE WHEN k.rule = 3 THEN k.block ELSE NULL END), -k.record_id) AS by_family_company,
  coalesce(max(CASE WHEN k.rule = 4 THEN k.block ELSE NULL END), -k.record_id) AS by_family_domain,
  coalesce(max(CASE WHEN k.rule = 5 THEN k.block ELSE NULL END), -k.record_id) AS by_sound_company,
  coalesce(max(CASE WHEN k.rule = 6 THEN k.block ELSE NULL END), -k.record_id) AS by_sound_domain,
  coalesce(max(CASE WHEN k.rule = 7 THEN k.block ELSE NULL END), -k.record_id) AS by_given_company,
  coalesce(max(CASE WHEN k.rule = 8 THEN k.block ELSE NULL END), -k.record_id) AS by_given_domain,
  coalesce(max(CASE WHEN k.rule = 9 THEN k.block ELSE NULL END), -k.record_id) AS by_family_given_place,
  coalesce(max(CASE WHEN k.rule = 10 THEN k.block ELSE NULL END), -k.record_id) AS by_handle,
  coalesce(max(CASE WHEN k.rule = 11 THEN k.block ELSE NULL END), -k.record_id) AS by_sound_of_name
FROM (
SELECT record_id, 0 AS rule, block FROM block_by_name
UNION ALL
SELECT record_id, 1 AS rule, block FROM block_by_joined_name
UNION ALL
SELECT record_id, 2 AS rule, block FROM block_by_given_family
UNION ALL
SELECT record_id, 3 AS rule, block FROM block_by_family_company
UNION ALL
SELECT record_id, 4 AS rule, block FROM block_by_family_domain
UNION ALL
SELECT record_id, 5 AS rule, block FROM block_by_sound_company
UNION ALL
SELECT record_id, 6 AS rule, block FROM block_by_sound_domain
UNION ALL
SELECT record_id, 7 AS rule, block FROM block_by_given_company
UNION ALL
SELECT record_id, 8 AS rule, block FROM block_by_given_domain
UNION ALL
SELECT record_id, 9 AS rule, block FROM block_by_family_given_place
UNION ALL
SELECT record_id, 10 AS rule, block FROM block_by_handle
UNION ALL
SELECT record_id, 11 AS rule, block FROM block_by_sound_of_name) k
GROUP BY k.record_id;

-- identifier_block reads identifier, normalized_record
WITH shared_value AS (
  SELECT kind, value FROM identifier
  GROUP BY kind, value HAVING count(*) > 1 AND ((kind = 'email' AND count(*) <= 60) OR (kind = 'linkedin' AND count(*) <= 60) OR (kind = 'phone' AND count(*) <= 30) OR (kind = 'profile' AND count(*) <= 30)))
SELECT i.record_id, i.kind, i.value, 1 AS fresh
FROM identifier i
JOIN shared_value s ON s.kind = i.kind AND s.value = i.value;

-- shared_identifier reads identifier_block
SELECT CASE WHEN a.record_id < b.record_id THEN a.record_id ELSE b.record_id END AS left_id,
  CASE WHEN a.record_id < b.record_id THEN b.record_id ELSE a.record_id END AS right_id, a.kind
FROM identifier_block a JOIN identifier_block b ON b.kind = a.kind AND b.value = a.value
WHERE a.fresh = 1 AND a.record_id <> b.record_id AND (b.fresh = 0 OR a.record_id < b.record_id);

-- pair_by_name reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_name = a.by_name
WHERE a.record_id < b.record_id;

-- pair_by_joined_name reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_joined_name = a.by_joined_name
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name;

-- pair_by_given_family reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_given_family = a.by_given_family
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name;

-- pair_by_family_company reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_family_company = a.by_family_company
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family;

-- pair_by_family_domain reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_family_domain = a.by_family_domain
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company;

-- pair_by_sound_company reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_sound_company = a.by_sound_company
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain;

-- pair_by_sound_domain reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_sound_domain = a.by_sound_domain
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain
  AND a.by_sound_company <> b.by_sound_company;

-- pair_by_given_company reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_given_company = a.by_given_company
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain
  AND a.by_sound_company <> b.by_sound_company
  AND a.by_sound_domain <> b.by_sound_domain;

-- pair_by_given_domain reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_given_domain = a.by_given_domain
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain
  AND a.by_sound_company <> b.by_sound_company
  AND a.by_sound_domain <> b.by_sound_domain
  AND a.by_given_company <> b.by_given_company;

-- pair_by_family_given_place reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_family_given_place = a.by_family_given_place
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain
  AND a.by_sound_company <> b.by_sound_company
  AND a.by_sound_domain <> b.by_sound_domain
  AND a.by_given_company <> b.by_given_company
  AND a.by_given_domain <> b.by_given_domain;

-- pair_by_handle reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_handle = a.by_handle
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain
  AND a.by_sound_company <> b.by_sound_company
  AND a.by_sound_domain <> b.by_sound_domain
  AND a.by_given_company <> b.by_given_company
  AND a.by_given_domain <> b.by_given_domain
  AND a.by_family_given_place <> b.by_family_given_place;

-- pair_by_sound_of_name reads block_key
SELECT a.record_id AS left_id, b.record_id AS right_id
FROM block_key a JOIN block_key b ON b.by_sound_of_name = a.by_sound_of_name
WHERE a.record_id < b.record_id
  AND a.by_name <> b.by_name
  AND a.by_joined_name <> b.by_joined_name
  AND a.by_given_family <> b.by_given_family
  AND a.by_family_company <> b.by_family_company
  AND a.by_family_domain <> b.by_family_domain
  AND a.by_sound_company <> b.by_sound_company
  AND a.by_sound_domain <> b.by_sound_domain
  AND a.by_given_company <> b.by_given_company
  AND a.by_given_domain <> b.by_given_domain
  AND a.by_family_given_place <> b.by_family_given_place
  AND a.by_handle <> b.by_handle;

-- candidate_pair reads shared_identifier, pair_by_name, pair_by_joined_name, pair_by_given_family, pair_by_family_company, pair_by_family_domain, pair_by_sound_company, pair_by_sound_domain, pair_by_given_company, pair_by_given_domain, pair_by_family_given_place, pair_by_handle, pair_by_sound_of_name
SELECT left_id, right_id, max(shared_email) AS shared_email, max(shared_phone) AS shared_phone, max(shared_linkedin) AS shared_linkedin, max(shared_profile) AS shared_profile
FROM (
SELECT left_id, right_id, CASE WHEN kind = 'email' THEN 1 ELSE 0 END AS shared_email, CASE WHEN kind = 'phone' THEN 1 ELSE 0 END AS shared_phone, CASE WHEN kind = 'linkedin' THEN 1 ELSE 0 END AS shared_linkedin, CASE WHEN kind = 'profile' THEN 1 ELSE 0 END AS shared_profile FROM shared_identifier
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_name
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_joined_name
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_given_family
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_family_company
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_family_domain
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_sound_company
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_sound_domain
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_given_company
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_given_domain
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_family_given_place
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_handle
UNION ALL
SELECT left_id, right_id, 0 AS shared_email, 0 AS shared_phone, 0 AS shared_linkedin, 0 AS shared_profile FROM pair_by_sound_of_name
) pair
GROUP BY left_id, right_id;

-- compared_code reads normalized_record
SELECT record_id,
  given_name,
  family_key,
  family_name,
  email_local,
  company_key,
  CASE WHEN city IS NOT NULL THEN hash(city) END AS code_city,
  CASE WHEN company_key IS NOT NULL THEN hash(company_key) END AS code_company_key,
  CASE WHEN country IS NOT NULL THEN hash(country) END AS code_country,
  CASE WHEN department IS NOT NULL THEN hash(department) END AS code_department,
  CASE WHEN email IS NOT NULL THEN hash(email) END AS code_email,
  CASE WHEN email_domain IS NOT NULL THEN hash(email_domain) END AS code_email_domain,
  CASE WHEN email_local IS NOT NULL THEN hash(email_local) END AS code_email_local,
  CASE WHEN employer_domain IS NOT NULL THEN hash(employer_domain) END AS code_employer_domain,
  CASE WHEN family_key IS NOT NULL THEN hash(family_key) END AS code_family_key,
  CASE WHEN family_phonetic IS NOT NULL THEN hash(family_phonetic) END AS code_family_phonetic,
  CASE WHEN full_name IS NOT NULL THEN hash(full_name) END AS code_full_name,
  CASE WHEN given_phonetic IS NOT NULL THEN hash(given_phonetic) END AS code_given_phonetic,
  CASE WHEN given_root IS NOT NULL THEN hash(given_root) END AS code_given_root,
  CASE WHEN handle IS NOT NULL THEN hash(handle) END AS code_handle,
  CASE WHEN name_joined IS NOT NULL THEN hash(name_joined) END AS code_name_joined,
  CASE WHEN name_key IS NOT NULL THEN hash(name_key) END AS code_name_key,
  CASE WHEN region IS NOT NULL THEN hash(region) END AS code_region,
  CASE WHEN seniority IS NOT NULL THEN hash(seniority) END AS code_seniority,
  CASE WHEN title_key IS NOT NULL THEN hash(title_key) END AS code_title_key
FROM normalized_record;

-- frequency_city reads record_code
SELECT city AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE city IS NOT NULL GROUP BY city;

-- frequency_company_key reads record_code
SELECT company_key AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE company_key IS NOT NULL GROUP BY company_key;

-- frequency_email_local reads record_code
SELECT email_local AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE email_local IS NOT NULL GROUP BY email_local;

-- frequency_employer_domain reads record_code
SELECT employer_domain AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE employer_domain IS NOT NULL GROUP BY employer_domain;

-- frequency_family_key reads record_code
SELECT family_key AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE family_key IS NOT NULL GROUP BY family_key;

-- frequency_full_name reads record_code
SELECT full_name AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE full_name IS NOT NULL GROUP BY full_name;

-- frequency_given_root reads record_code
SELECT given_root AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE given_root IS NOT NULL GROUP BY given_root;

-- frequency_handle reads record_code
SELECT handle AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE handle IS NOT NULL GROUP BY handle;

-- frequency_name_key reads record_code
SELECT name_key AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE name_key IS NOT NULL GROUP BY name_key;

-- frequency_title_key reads record_code
SELECT title_key AS term, CAST(count(*) AS INTEGER) AS bearers
FROM record_code WHERE title_key IS NOT NULL GROUP BY title_key;

-- bearers_1 reads compared_code, frequency_city, frequency_company_key, frequency_email_local, frequency_employer_domain, frequency_family_key
SELECT record_id, frequency_city.bearers AS n_city, frequency_company_key.bearers AS n_company_key, frequency_email_local.bearers AS n_email_local, frequency_employer_domain.bearers AS n_employer_domain, frequency_family_key.bearers AS n_family_key
FROM compared_code
LEFT JOIN frequency_city ON frequency_city.term = compared_code.code_city
LEFT JOIN frequency_company_key ON frequency_company_key.term = compared_code.code_company_key
LEFT JOIN frequency_email_local ON frequency_email_local.term = compared_code.code_email_local
LEFT JOIN frequency_employer_domain ON frequency_employer_domain.term = compared_code.code_employer_domain
LEFT JOIN frequency_family_key ON frequency_family_key.term = compared_code.code_family_key;

-- bearers_2 reads compared_code, frequency_full_name, frequency_given_root, frequency_handle, frequency_name_key, frequency_title_key
SELECT record_id, frequency_full_name.bearers AS n_full_name, frequency_given_root.bearers AS n_given_root, frequency_handle.bearers AS n_handle, frequency_name_key.bearers AS n_name_key, frequency_title_key.bearers AS n_title_key
FROM compared_code
LEFT JOIN frequency_full_name ON frequency_full_name.term = compared_code.code_full_name
LEFT JOIN frequency_given_root ON frequency_given_root.term = compared_code.code_given_root
LEFT JOIN frequency_handle ON frequency_handle.term = compared_code.code_handle
LEFT JOIN frequency_name_key ON frequency_name_key.term = compared_code.code_name_key
LEFT JOIN frequency_title_key ON frequency_title_key.term = compared_code.code_title_key;

-- known_kind reads identifier, compared_code
SELECT record_id, max(CASE WHEN kind = 'email' THEN record_id ELSE NULL END) AS has_email, max(CASE WHEN kind = 'linkedin' THEN record_id ELSE NULL END) AS has_linkedin, max(CASE WHEN kind = 'phone' THEN record_id ELSE NULL END) AS has_phone
FROM identifier WHERE record_id IN (SELECT record_id FROM compared_code) GROUP BY record_id;

-- comparable reads compared_code, bearers_1, bearers_2, known_kind
SELECT r.record_id, r.given_name, r.family_key, r.family_name, r.email_local, r.company_key, r.code_city, r.code_country, r.code_department, r.code_email, r.code_email_domain, r.code_employer_domain, r.code_family_phonetic, r.code_given_phonetic, r.code_given_root, r.code_handle, r.code_name_joined, r.code_name_key, r.code_region, r.code_seniority, r.code_title_key, bearers_1.n_city, bearers_1.n_company_key, bearers_1.n_email_local, bearers_1.n_employer_domain, bearers_1.n_family_key, bearers_2.n_full_name, bearers_2.n_given_root, bearers_2.n_handle, bearers_2.n_name_key, bearers_2.n_title_key, known_kind.has_email, known_kind.has_linkedin, known_kind.has_phone
FROM compared_code r
LEFT JOIN bearers_1 ON bearers_1.record_id = r.record_id
LEFT JOIN bearers_2 ON bearers_2.record_id = r.record_id
LEFT JOIN known_kind ON known_kind.record_id = r.record_id;

-- pair_level reads candidate_pair, comparable
SELECT left_id,
  right_id,
  CAST(CASE WHEN (l_given_name IS NULL OR r_given_name IS NULL) THEN 0
    WHEN (coalesce(l_name_key = r_name_key, false) AND (l_company_key IS NULL AND r_company_key IS NULL)) THEN 1
    WHEN coalesce(l_name_key = r_name_key, false) THEN 2
    WHEN (coalesce(l_given_root = r_given_root, false) AND coalesce(l_family_key = r_family_key, false) AND (l_company_key IS NULL AND r_company_key IS NULL)) THEN 3
    WHEN (coalesce(l_given_root = r_given_root, false) AND coalesce(l_family_key = r_family_key, false)) THEN 4
    WHEN (coalesce(l_family_key = r_family_key, false) AND (coalesce((instr(l_given_name, r_given_name) = 1 OR instr(r_given_name, l_given_name) = 1), false) OR coalesce((instr(' ' || l_given_name || ' ', ' ' || r_given_name || ' ') > 0 OR instr(' ' || r_given_name || ' ', ' ' || l_given_name || ' ') > 0), false))) THEN 5
    WHEN (coalesce(l_family_key = r_family_key, false) AND (coalesce(jw_given_name >= 0.88, false) OR coalesce(l_given_phonetic = r_given_phonetic, false))) THEN 6
    WHEN (coalesce(l_given_root = r_given_root, false) AND (coalesce(jw_family_key >= 0.9, false) OR coalesce(l_family_phonetic = r_family_phonetic, false) OR coalesce((instr(' ' || l_family_name || ' ', ' ' || r_family_name || ' ') > 0 OR instr(' ' || r_family_name || ' ', ' ' || l_family_name || ' ') > 0), false))) THEN 7
    WHEN (coalesce((l_given_name = r_family_name OR r_given_name = l_family_name), false)) THEN 8
    WHEN ((coalesce(jw_given_name >= 0.85, false) OR coalesce((instr(l_given_name, r_given_name) = 1 OR instr(r_given_name, l_given_name) = 1), false) OR coalesce(l_given_phonetic = r_given_phonetic, false)) AND (coalesce(jw_family_key >= 0.88, false) OR coalesce(l_family_phonetic = r_family_phonetic, false) OR coalesce((instr(' ' || l_family_name || ' ', ' ' || r_family_name || ' ') > 0 OR instr(' ' || r_family_name || ' ', ' ' || l_family_name || ' ') > 0), false))) THEN 9
    WHEN ((l_family_name IS NULL OR r_family_name IS NULL) AND coalesce(l_given_root = r_given_root, false) AND coalesce((l_given_name = r_email_local OR r_given_name = l_email_local), false)) THEN 10
    WHEN ((l_family_name IS NULL OR r_family_name IS NULL) AND NOT coalesce(l_given_root = r_given_root, false) AND coalesce(l_name_joined = r_name_joined, false)) THEN 11
    WHEN ((l_family_name IS NULL OR r_family_name IS NULL) AND NOT coalesce(l_given_root = r_given_root, false) AND coalesce(l_handle = r_handle, false)) THEN 12
    WHEN ((l_family_name IS NULL OR r_family_name IS NULL) AND coalesce(l_given_root = r_given_root, false)) THEN 13
    WHEN (l_family_name IS NULL OR r_family_name IS NULL) THEN 14
    WHEN coalesce(l_given_root = r_given_root, false) THEN 15
    WHEN coalesce(l_family_key = r_family_key, false) THEN 16
    ELSE 17 END AS TINYINT) AS c_name,
  CAST(CASE WHEN shared_email = 1 THEN 0
    WHEN (coalesce(l_email_domain = r_email_domain, false) AND NOT coalesce(l_email = r_email, false) AND coalesce(l_employer_domain = r_employer_domain, false) AND (l_company_key IS NULL AND r_company_key IS NULL)) THEN 1
    WHEN (coalesce(l_email_domain = r_email_domain, false) AND NOT coalesce(l_email = r_email, false) AND coalesce(l_company_key = r_company_key, false)) THEN 2
    WHEN (coalesce(l_email_domain = r_email_domain, false) AND NOT coalesce(l_email = r_email, false) AND (coalesce(l_employer_domain = r_employer_domain, false) OR coalesce(l_company_key = r_company_key, false))) THEN 3
    WHEN coalesce(l_employer_domain = r_employer_domain, false) THEN 4
    WHEN coalesce(l_company_key = r_company_key, false) THEN 5
    WHEN (coalesce(jw_company_key >= 0.92, false) OR coalesce((instr(l_company_key, r_company_key) = 1 OR instr(r_company_key, l_company_key) = 1), false)) THEN 6
    WHEN (coalesce(l_email_local = r_email_local, false) AND NOT coalesce(l_email = r_email, false) AND (NOT (l_family_name IS NULL OR r_family_name IS NULL) OR coalesce(l_given_root = r_given_root, false)) AND NOT (l_company_key IS NULL OR r_company_key IS NULL)) THEN 7
    WHEN (coalesce(l_email_local = r_email_local, false) AND NOT coalesce(l_email = r_email, false) AND (NOT (l_family_name IS NULL OR r_family_name IS NULL) OR coalesce(l_given_root = r_given_root, false))) THEN 8
    WHEN (coalesce(l_email_local = r_email_local, false) AND NOT coalesce(l_email = r_email, false)) THEN 9
    WHEN (((l_has_email IS NULL OR r_has_email IS NULL) OR coalesce(l_email = r_email, false)) AND (l_employer_domain IS NULL OR r_employer_domain IS NULL) AND (l_company_key IS NULL OR r_company_key IS NULL)) THEN 10
    WHEN (l_company_key IS NULL AND r_company_key IS NULL) THEN 11
    WHEN ((l_company_key IS NULL OR r_company_key IS NULL) AND NOT (l_has_email IS NULL OR r_has_email IS NULL)) THEN 12
    WHEN (l_has_email IS NULL OR r_has_email IS NULL) THEN 13
    ELSE 14 END AS TINYINT) AS c_contact,
  CAST(CASE WHEN (shared_linkedin = 1 OR shared_profile = 1) THEN 0
    WHEN (l_has_linkedin IS NULL OR r_has_linkedin IS NULL) THEN 1
    ELSE 2 END AS TINYINT) AS c_profile,
  CAST(CASE WHEN shared_phone = 1 THEN 0
    WHEN (l_has_phone IS NULL OR r_has_phone IS NULL) THEN 1
    ELSE 2 END AS TINYINT) AS c_phone,
  CAST(CASE WHEN coalesce(l_title_key = r_title_key, false) THEN 0
    WHEN (l_title_key IS NULL OR r_title_key IS NULL) THEN 1
    WHEN (coalesce(l_department = r_department, false) AND coalesce(l_seniority = r_seniority, false)) THEN 2
    WHEN coalesce(l_department = r_department, false) THEN 3
    ELSE 4 END AS TINYINT) AS c_title,
  CAST(CASE WHEN coalesce(l_city = r_city, false) THEN 0
    WHEN ((l_city IS NULL OR r_city IS NULL) AND (l_country IS NULL OR r_country IS NULL)) THEN 1
    WHEN (coalesce(l_region = r_region, false) AND coalesce(l_country = r_country, false)) THEN 2
    WHEN coalesce(l_country = r_country, false) THEN 3
    ELSE 4 END AS TINYINT) AS c_place,
  n_city,
  n_company_key,
  n_email_local,
  n_employer_domain,
  n_family_key,
  n_full_name,
  n_given_root,
  n_handle,
  n_name_key,
  n_title_key
FROM (
SELECT p.left_id,
  p.right_id,
  p.shared_email,
  p.shared_linkedin,
  p.shared_profile,
  p.shared_phone,
  l.given_name AS l_given_name,
  l.family_key AS l_family_key,
  l.family_name AS l_family_name,
  l.email_local AS l_email_local,
  l.company_key AS l_company_key,
  r.given_name AS r_given_name,
  r.family_key AS r_family_key,
  r.family_name AS r_family_name,
  r.email_local AS r_email_local,
  r.company_key AS r_company_key,
  l.code_city AS l_city,
  l.code_country AS l_country,
  l.code_department AS l_department,
  l.code_email AS l_email,
  l.code_email_domain AS l_email_domain,
  l.code_employer_domain AS l_employer_domain,
  l.code_family_phonetic AS l_family_phonetic,
  l.code_given_phonetic AS l_given_phonetic,
  l.code_given_root AS l_given_root,
  l.code_handle AS l_handle,
  l.code_name_joined AS l_name_joined,
  l.code_name_key AS l_name_key,
  l.code_region AS l_region,
  l.code_seniority AS l_seniority,
  l.code_title_key AS l_title_key,
  r.code_city AS r_city,
  r.code_country AS r_country,
  r.code_department AS r_department,
  r.code_email AS r_email,
  r.code_email_domain AS r_email_domain,
  r.code_employer_domain AS r_employer_domain,
  r.code_family_phonetic AS r_family_phonetic,
  r.code_given_phonetic AS r_given_phonetic,
  r.code_given_root AS r_given_root,
  r.code_handle AS r_handle,
  r.code_name_joined AS r_name_joined,
  r.code_name_key AS r_name_key,
  r.code_region AS r_region,
  r.code_seniority AS r_seniority,
  r.code_title_key AS r_title_key,
  l.has_email AS l_has_email,
  l.has_linkedin AS l_has_linkedin,
  l.has_phone AS l_has_phone,
  r.has_email AS r_has_email,
  r.has_linkedin AS r_has_linkedin,
  r.has_phone AS r_has_phone,
  l.n_city,
  l.n_company_key,
  l.n_email_local,
  l.n_employer_domain,
  l.n_family_key,
  l.n_full_name,
  l.n_given_root,
  l.n_handle,
  l.n_name_key,
  l.n_title_key,
  CASE WHEN l.given_name = r.given_name THEN 1.0 ELSE jaro_winkler_similarity(l.given_name, r.given_name) END AS jw_given_name,
  CASE WHEN l.family_key = r.family_key THEN 1.0 ELSE jaro_winkler_similarity(l.family_key, r.family_key) END AS jw_family_key,
  CASE WHEN l.company_key = r.company_key THEN 1.0 ELSE jaro_winkler_similarity(l.company_key, r.company_key) END AS jw_company_key
FROM candidate_pair p
JOIN comparable l ON l.record_id = p.left_id
JOIN comparable r ON r.record_id = p.right_id) pair;

-- record_position reads normalized_record
SELECT record_id, row_number() OVER (ORDER BY full_name, given_name, family_name, given_root, given_initial, family_key, given_phonetic, family_phonetic, name_key, email, email_local, email_domain, company_key, employer_domain, title_key, seniority, department, linkedin_url, city, region, country, name_joined, handle) - 1 AS position FROM normalized_record;

-- random_pair reads random_position, record_position, candidate_pair
SELECT p.left_id, p.right_id, coalesce(c.shared_email, 0) AS shared_email, coalesce(c.shared_phone, 0) AS shared_phone, coalesce(c.shared_linkedin, 0) AS shared_linkedin, coalesce(c.shared_profile, 0) AS shared_profile
FROM (
SELECT CASE WHEN a.record_id < b.record_id THEN a.record_id ELSE b.record_id END AS left_id,
  CASE WHEN a.record_id < b.record_id THEN b.record_id ELSE a.record_id END AS right_id
FROM random_position r
JOIN record_position a ON a.position = r.first_position
JOIN record_position b ON b.position = r.second_position) p
LEFT JOIN candidate_pair c ON c.left_id = p.left_id AND c.right_id = p.right_id;

-- pair_weight reads pair_level
SELECT left_id, right_id, CAST(-18.931712832
  + CASE c_name WHEN 0 THEN 0.000000000 WHEN 1 THEN 14.287712380 WHEN 2 THEN 15.358101707 WHEN 3 THEN 12.287712380 WHEN 4 THEN 13.135709286 WHEN 5 THEN 8.228818690 WHEN 6 THEN 8.643856190 WHEN 7 THEN 9.228818690 WHEN 8 THEN 5.643856190 WHEN 9 THEN 6.058893689 WHEN 10 THEN 12.000000000 WHEN 11 THEN 13.500000000 WHEN 12 THEN 12.000000000 WHEN 13 THEN 11.500000000 WHEN 14 THEN -1.000000000 WHEN 15 THEN 2.736965594 WHEN 16 THEN 2.321928095 WHEN 17 THEN -5.044394119 END
  + CASE c_contact WHEN 0 THEN 22.000000000 WHEN 1 THEN 0.000000000 WHEN 2 THEN -10.000000000 WHEN 3 THEN -6.500000000 WHEN 4 THEN 7.409390936 WHEN 5 THEN 7.129283017 WHEN 6 THEN 4.321928095 WHEN 7 THEN -2.500000000 WHEN 8 THEN 0.000000000 WHEN 9 THEN 9.965784285 WHEN 10 THEN -0.250000000 WHEN 11 THEN -0.750000000 WHEN 12 THEN -2.750000000 WHEN 13 THEN -6.000000000 WHEN 14 THEN -6.000000000 END
  + CASE c_profile WHEN 0 THEN 18.000000000 WHEN 1 THEN 0.000000000 WHEN 2 THEN -6.643854747 END
  + CASE c_phone WHEN 0 THEN 16.457637381 WHEN 1 THEN 0.000000000 WHEN 2 THEN -3.321913668 END
  + CASE c_title WHEN 0 THEN 5.906890596 WHEN 1 THEN 0.000000000 WHEN 2 THEN 2.000000000 WHEN 3 THEN 0.847996907 WHEN 4 THEN -3.104336660 END
  + CASE c_place WHEN 0 THEN 5.228818690 WHEN 1 THEN 0.000000000 WHEN 2 THEN 0.321928095 WHEN 3 THEN -0.736965594 WHEN 4 THEN -3.209453366 END
  + CASE c_name WHEN 1 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END THEN n_given_root - CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END ELSE 0 END + 1.100100000), 0) + coalesce(10.967226259 - log2(CASE WHEN n_family_key > CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END THEN n_family_key - CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END ELSE 0 END + 1.100100000), 0)
    WHEN 2 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > 2 THEN n_given_root - 2 ELSE 0 END + 1.100100000), 0) + coalesce(10.967226259 - log2(CASE WHEN n_family_key > 2 THEN n_family_key - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 3 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END THEN n_given_root - CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END ELSE 0 END + 1.100100000), 0) + coalesce(10.967226259 - log2(CASE WHEN n_family_key > CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END THEN n_family_key - CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END ELSE 0 END + 1.100100000), 0)
    WHEN 4 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > 2 THEN n_given_root - 2 ELSE 0 END + 1.100100000), 0) + coalesce(10.967226259 - log2(CASE WHEN n_family_key > 2 THEN n_family_key - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 5 THEN coalesce(10.967226259 - log2(CASE WHEN n_family_key > CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END THEN n_family_key - CASE WHEN n_name_key > 2 THEN n_name_key ELSE 2 END ELSE 0 END + 1.100100000), 0)
    WHEN 6 THEN coalesce(10.967226259 - log2(CASE WHEN n_family_key > 2 THEN n_family_key - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 7 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > 2 THEN n_given_root - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 10 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > CASE WHEN n_full_name > 2 THEN n_full_name ELSE 2 END THEN n_given_root - CASE WHEN n_full_name > 2 THEN n_full_name ELSE 2 END ELSE 0 END + 1.100100000), 0)
    WHEN 12 THEN coalesce(4.908332570 - log2(CASE WHEN n_handle > 2 THEN n_handle - 2 ELSE 0 END + 0.130100000), 0)
    WHEN 13 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > CASE WHEN n_full_name > 2 THEN n_full_name ELSE 2 END THEN n_given_root - CASE WHEN n_full_name > 2 THEN n_full_name ELSE 2 END ELSE 0 END + 1.100100000), 0)
    WHEN 15 THEN coalesce(12.552188760 - log2(CASE WHEN n_given_root > 2 THEN n_given_root - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 16 THEN coalesce(10.967226259 - log2(CASE WHEN n_family_key > 2 THEN n_family_key - 2 ELSE 0 END + 1.100100000), 0) ELSE 0 END
  + CASE c_contact WHEN 4 THEN coalesce(10.967226259 - log2(CASE WHEN n_employer_domain > 2 THEN n_employer_domain - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 5 THEN coalesce(10.967226259 - log2(CASE WHEN n_company_key > 2 THEN n_company_key - 2 ELSE 0 END + 1.100100000), 0)
    WHEN 9 THEN coalesce(4.908332570 - log2(CASE WHEN n_email_local > 2 THEN n_email_local - 2 ELSE 0 END + 0.130100000), 0) ELSE 0 END
  + CASE c_title WHEN 0 THEN coalesce(13.289154354 - log2(CASE WHEN n_title_key > 2 THEN n_title_key - 2 ELSE 0 END + 1.100100000), 0) ELSE 0 END
  + CASE c_place WHEN 0 THEN coalesce(14.289154354 - log2(CASE WHEN n_city > 2 THEN n_city - 2 ELSE 0 END + 1.100100000), 0) ELSE 0 END AS FLOAT) AS weight
FROM pair_level;

-- judged_pair reads judgement, source_record
WITH judged AS (
  SELECT record_id, source_id, source_key FROM source_record
  WHERE source_key IN (SELECT left_key FROM judgement UNION ALL SELECT right_key FROM judgement)),
named AS (
  SELECT j.judgement_id, j.verdict, coalesce(l.record_id, j.left_record) AS a, coalesce(r.record_id, j.right_record) AS b
  FROM judgement j
  LEFT JOIN judged l ON l.source_id = j.source_id AND l.source_key = j.left_key
  LEFT JOIN judged r ON r.source_id = j.source_id AND r.source_key = j.right_key),
numbered AS (
  SELECT CASE WHEN a < b THEN a ELSE b END AS left_id, CASE WHEN a < b THEN b ELSE a END AS right_id, verdict,
    row_number() OVER (
      PARTITION BY CASE WHEN a < b THEN a ELSE b END, CASE WHEN a < b THEN b ELSE a END ORDER BY judgement_id DESC) AS place
  FROM named WHERE a <> b)
SELECT left_id, right_id, verdict FROM numbered WHERE place = 1 AND verdict IN ('positive', 'negative');
