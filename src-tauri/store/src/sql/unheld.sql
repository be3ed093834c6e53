-- for the operator: whether nobody held an EVSE of time zone ?1 for a while between ?2 and ?3
SELECT EXISTS (
    SELECT 1
    FROM v_location l
    JOIN v_place p ON p.location = l.location
    WHERE l.time_zone = ?1 AND NOT p.is_gone AND ?3 - ?2 > (
        SELECT coalesce(sum(min(h.until_at, ?3) - max(h.from_at, ?2)), 0)
        FROM v_holding h
        WHERE h.evse = p.evse AND h.from_at < ?3 AND h.until_at > ?2
    )
)
