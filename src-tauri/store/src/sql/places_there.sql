-- Locations with an EVSE that is there, or these EVSEs, as the cut ?1 parts them
SELECT
    NULL AS tenant,
    CASE ?1
        WHEN 'location' THEN location
        WHEN 'evse' THEN evse
    END AS part,
    NULL AS cost_centre
FROM evse
WHERE status <> 'REMOVED'
GROUP BY part
