-- What cells over enough people come to. ?1: the cells that each part needs, as [part, node, split, period], all of
-- grid ?2 and facet ?3.
WITH needed AS (
    SELECT
        key AS cell, value ->> 0 AS part, value ->> 1 AS node, value ->> 2 AS split,
        value ->> 3 AS period
    FROM json_each(?1)
),
found AS (
    SELECT
        n.cell, n.part, count(r.node) > 0 AS is_released,
        sum(r.sessions) AS sessions,
        sum(r.cdrs) AS cdrs,
        sum(r.credits) AS credits,
        sum(r.wh) AS energy_wh,
        sum(r.unbilled_wh) AS unbilled_wh
    FROM needed n
    LEFT JOIN v_rollup r ON r.grid = ?2 AND r.facet = ?3 AND r.split = n.split AND r.node = n.node AND r.period = n.period
    GROUP BY n.cell, n.part
)
SELECT
    part,
    -- one that is not shown withholds the whole
    min(is_released) AS is_released,
    coalesce(sum(sessions), 0) AS sessions,
    coalesce(sum(cdrs), 0) AS cdrs,
    coalesce(sum(credits), 0) AS credits,
    coalesce(sum(energy_wh), 0) AS energy_wh,
    coalesce(sum(unbilled_wh), 0) AS unbilled_wh
FROM found
GROUP BY part
