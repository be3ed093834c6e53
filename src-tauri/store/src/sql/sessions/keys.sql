-- The keys of what is listed, in order: started on the local days ?1 to ?2; of the property ?4 if ?3 (null: of none);
-- in the state ?5, stalled where it runs and neither started since ?12 nor was updated since ?13, of the price ?6; with the text ?7 in an id, or at the places ?8 and ?9; at one of the EVSEs ?14. By ?10,
-- times ?11.
-- Ids last, so that the order is the same whatever else there is. One JSON array of them: a month has tens of thousands, and
-- each row of an answer takes longer than to read it.
SELECT json_group_array(json_array(l.kind, l.record, l.started_at, l.energy_wh, l.has_money, l.currency, l.net))
FROM (
SELECT
    l.kind, l.record, l.started_at, iif(l.state IN ('running', 'pending', 'reserved'), 0, l.energy_wh) AS energy_wh,
    l.bits & 32 <> 0 AS has_money, iif(l.kind = 4, l.currency, NULL) AS currency, iif(l.kind = 4, l.net, NULL) AS net
FROM v_listed l
LEFT JOIN v_unit u ON u.unit = l.unit
WHERE l.day BETWEEN ?1 AND ?2
    AND (NOT ?3 OR u.property IS ?4)
    AND (
        ?5 IS NULL
        OR ?5 = iif(l.state = 'running' AND (l.started_at <= ?12 OR l.last_updated_at <= ?13), 'stalled', l.state)
    )
    AND (?6 IS NULL OR l.price_state = ?6)
    AND (?14 IS NULL OR l.evse IN (SELECT value FROM json_each(?14)))
    AND (
        ?7 IS NULL OR l.id LIKE ?7 ESCAPE '\' OR l.session_id LIKE ?7 ESCAPE '\'
        OR l.evse IN (SELECT value FROM json_each(?8)) OR l.location IN (SELECT value FROM json_each(?9))
    )
ORDER BY
    CASE ?10
        WHEN 'energy' THEN ?11 * l.energy_wh
        WHEN 'net' THEN ?11 * l.net
        WHEN 'duration' THEN ?11 * (l.ended_at - l.started_at)
        ELSE ?11 * l.started_at
    END NULLS LAST,
    ?11 * l.started_at, l.country, l.party, l.id, l.kind,
    (SELECT p.connection FROM v_location p WHERE p.location = l.location)
) l
