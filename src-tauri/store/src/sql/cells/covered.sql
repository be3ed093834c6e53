-- Cells that are seen whole, in the shape of figures/*.sql: of the sources ?1 ([node, split, part, times]) over the
-- spans ?2 ([grid, first, last]), cut by ?3. Several can be of one part.
WITH source AS (
    SELECT value ->> 0 AS node, value ->> 1 AS split, value ->> 2 AS part, value ->> 3 AS times FROM json_each(?1)
),
span AS MATERIALIZED (
    SELECT value ->> 0 AS grid, value ->> 1 AS first, value ->> 2 AS last FROM json_each(?2)
)
SELECT
    iif(?3 = 'total', NULL, me.tenant) AS tenant,
    CASE ?3
        WHEN 'day' THEN r.period
        WHEN 'month' THEN unixepoch(
            iif(r.grid = 1, date(r.period * 86400, 'unixepoch'), printf('%04d-%02d-01', r.period / 12, r.period % 12 + 1)),
            'start of month'
        ) / 86400
        ELSE s.part
    END AS part,
    NULL AS cost_centre,
    0 AS known,
    NULL AS person,
    NULL AS person_label,
    r.currency,
    s.times * r.sessions AS sessions,
    s.times * r.cdrs AS cdrs,
    s.times * r.credits AS credits,
    s.times * r.wh AS energy_wh,
    s.times * r.unbilled_wh AS unbilled_wh,
    s.times * r.net AS net,
    s.times * r.gross AS gross,
    s.times * r.without_gross AS without_gross,
    s.times * r.checked AS checked,
    s.times * r.differing AS differing
FROM temp.s_me me
CROSS JOIN source s
CROSS JOIN span p
CROSS JOIN v_covered r
    ON r.grid = p.grid AND r.split = s.split AND r.node = s.node AND r.period BETWEEN p.first AND p.last
