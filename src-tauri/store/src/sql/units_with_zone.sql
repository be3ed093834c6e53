-- every unit of tenant ?1 that there ever was, with the zone of the Locations that it holds at ?2 if they agree
SELECT u.unit, u.id, u.parent, (
        SELECT iif(min(l.time_zone) = max(l.time_zone), min(l.time_zone), NULL)
        FROM holding h
        JOIN evse e ON e.evse = h.evse
        JOIN location l ON l.location = e.location
        WHERE h.unit = u.unit AND h.from_at <= ?2 AND ?2 < h.until_at
    ) AS time_zone
FROM unit u
WHERE u.tenant = ?1
