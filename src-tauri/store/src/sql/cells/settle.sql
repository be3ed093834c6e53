-- counts the people of every cell of grid ?1 and period ?2, which has the days ?3 to ?4.
-- A person is the driver by enrolment, else the contract, else the token; what is unknown counts as one.
INSERT INTO crowd (grid, split, node, period, people, top_wh)
WITH counted AS (
    SELECT s.unit, s.user_group, f.driver, f.token, s.unbilled_wh AS wh
    FROM counted_session s
    JOIN session f USING (session)
    WHERE s.day BETWEEN ?3 AND ?4 AND s.sessions
    UNION ALL
    -- a CDR's own energy is all that is asked: no need to look for its Session
    SELECT unit, user_group, driver, token, energy_wh
    FROM cdr
    WHERE day BETWEEN ?3 AND ?4
),
person AS (
    SELECT
        coalesce(c.unit, 0) AS unit,
        c.user_group,
        CASE
            WHEN c.driver IS NOT NULL THEN 'driver ' || c.driver
            WHEN k.contract_id <> '' THEN lower('contract ' || k.country || k.party || ' ' || k.contract_id)
            ELSE lower('token ' || k.country || k.party || ' ' || k.uid)
        END AS person,
        sum(c.wh) AS wh
    FROM counted c
    JOIN token k USING (token)
    GROUP BY 1, 2, 3
),
split AS (
    SELECT p.*, 0 AS split FROM person p
    UNION ALL
    SELECT p.*, CASE g.usage WHEN 'internal' THEN -1 WHEN 'guest' THEN -2 WHEN 'public' THEN -3 ELSE -4 END
    FROM person p
    LEFT JOIN user_group g USING (user_group)
    UNION ALL
    SELECT p.*, p.user_group FROM person p WHERE p.user_group IS NOT NULL
),
of_node AS (
    SELECT s.split, n.node, s.person, sum(s.wh) AS wh
    FROM split s
    CROSS JOIN unit_node n ON n.unit = s.unit
    GROUP BY 1, 2, 3
)
SELECT ?1, split, node, ?2, count(*), max(wh)
FROM of_node
GROUP BY split, node
