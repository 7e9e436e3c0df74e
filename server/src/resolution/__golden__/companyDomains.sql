-- domain_sight reads normalized_record
SELECT domain, other, company_key, person, max(by_mail) AS by_mail FROM (
  SELECT employer_domain AS domain, CASE WHEN email_domain <> employer_domain THEN email_domain ELSE NULL END AS other,
company_key, CASE WHEN name_key IS NOT NULL THEN hash(name_key) END AS person, CASE WHEN email_domain = employer_domain THEN 1 ELSE 0 END AS by_mail
  FROM normalized_record WHERE employer_domain IS NOT NULL
  UNION ALL
  SELECT email_domain AS domain, employer_domain AS other, company_key, CASE WHEN name_key IS NOT NULL THEN hash(name_key) END AS person, 1 AS by_mail
  FROM normalized_record WHERE email_domain IS NOT NULL AND email_domain <> coalesce(employer_domain, '')
) sight WHERE person IS NOT NULL GROUP BY domain, other, company_key, person;

-- domain_name reads domain_sight
SELECT domain, company_key, people, sum(people) OVER (PARTITION BY domain) AS all_people,
  row_number() OVER (PARTITION BY domain ORDER BY people DESC, company_key) AS name_rank
FROM (SELECT domain, company_key, count(DISTINCT person) AS people FROM domain_sight
  WHERE company_key IS NOT NULL GROUP BY domain, company_key) named;

-- domain_size reads domain_sight, domain_name
SELECT s.domain, s.people, n.company_key, n.all_people,
  CASE WHEN n.people >= 0.6 * n.all_people THEN 1 ELSE 0 END AS is_of_one_name
FROM (SELECT domain, count(DISTINCT person) AS people FROM domain_sight GROUP BY domain) s
LEFT JOIN domain_name n ON n.domain = s.domain AND n.name_rank = 1;

-- paired_domain reads domain_size, domain_sight
WITH main AS (
  SELECT domain, company_key, row_number() OVER (PARTITION BY company_key ORDER BY people DESC, domain) AS size_rank
  FROM domain_size WHERE is_of_one_name = 1),
crossed AS (
  SELECT domain, other FROM domain_sight WHERE other IS NOT NULL
  GROUP BY domain, other HAVING count(DISTINCT person) >= 2)
SELECT s.domain, m.domain AS main FROM domain_size s
JOIN main m ON m.company_key = s.company_key AND m.size_rank = 1 AND m.domain <> s.domain
WHERE s.people >= 2
UNION
SELECT c.domain, c.other AS main FROM crossed c
JOIN domain_size s ON s.domain = c.domain JOIN domain_size o ON o.domain = c.other
WHERE s.people < o.people OR (s.people = o.people AND c.domain > c.other);

-- domain_pair reads paired_domain, domain_sight, domain_size
WITH shared AS (
  SELECT p.domain, p.main, count(DISTINCT d.person) AS people FROM paired_domain p
  JOIN domain_sight d ON d.domain = p.domain AND d.by_mail = 1
  JOIN domain_sight m ON m.domain = p.main AND m.person = d.person AND m.by_mail = 1
  GROUP BY p.domain, p.main),
crossed AS (
  SELECT p.domain, p.main, count(DISTINCT d.person) AS people FROM paired_domain p
  JOIN domain_sight d ON d.domain = p.domain AND d.other = p.main GROUP BY p.domain, p.main)
SELECT p.domain, p.main, CAST(s.people AS INTEGER) AS people, CAST(o.people AS INTEGER) AS main_people,
  CAST(coalesce(h.people, 0) AS INTEGER) AS shared_people, CAST(coalesce(c.people, 0) AS INTEGER) AS crossed_people,
  CASE WHEN s.company_key IS NULL THEN NULL
WHEN s.all_people < 2 AND s.company_key <> coalesce(o.company_key, '') THEN NULL
WHEN s.company_key = o.company_key AND s.is_of_one_name = 1 AND o.is_of_one_name = 1 THEN 1 ELSE 0 END AS same_company
FROM paired_domain p
JOIN domain_size s ON s.domain = p.domain JOIN domain_size o ON o.domain = p.main
LEFT JOIN shared h ON h.domain = p.domain AND h.main = p.main
LEFT JOIN crossed c ON c.domain = p.domain AND c.main = p.main;

-- linked_record
SELECT n.record_id, n.full_name, n.given_name, n.family_name, n.given_root, n.given_initial, n.family_key, n.given_phonetic, n.family_phonetic, n.name_key, CASE WHEN m.main IS NULL THEN n.email ELSE n.email_local || '@' || m.main END AS email, n.email_local, coalesce(m.main, n.email_domain) AS email_domain, n.company_key, coalesce(e.main, n.employer_domain) AS employer_domain, n.title_key, n.seniority, n.department, n.linkedin_url, n.city, n.region, n.country, n.name_joined, n.handle
FROM normalized_record n
LEFT JOIN domain_alias e ON e.domain = n.employer_domain
LEFT JOIN domain_alias m ON m.domain = n.email_domain;
