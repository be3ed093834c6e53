-- for the operator: Locations with an EVSE that is there, or these EVSEs, as the cut ?1 parts them
SELECT
    NULL AS tenant,
    CASE ?1
        WHEN 'location' THEN p.location
        WHEN 'evse' THEN p.evse
    END AS part
FROM v_place p
WHERE NOT p.is_gone
GROUP BY 2
