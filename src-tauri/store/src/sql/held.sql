-- who held which EVSE when, as far as this person may see anything there
SELECT json_group_array(json_array(
    json(iif(of_everybody, 'true', 'false')), evse, location, unit, property, tenant, time_zone, from_at, until_at
))
FROM (
    SELECT DISTINCT
        h.of_everybody, h.evse, p.location, h.unit, u.property, u.tenant, l.time_zone, h.from_at, h.until_at
    FROM v_holding h
    JOIN v_place p ON p.evse = h.evse
    JOIN v_location l ON l.location = p.location
    JOIN v_unit u ON u.unit = h.unit
)
