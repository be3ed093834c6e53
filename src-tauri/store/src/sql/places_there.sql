-- for the operator: Locations with an EVSE that is there, or these EVSEs, as the cut ?1 parts them
SELECT json_group_array(DISTINCT CASE ?1
    WHEN 'location' THEN p.location
    WHEN 'evse' THEN p.evse
END)
FROM v_place p
WHERE NOT p.is_gone
