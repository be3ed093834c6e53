WITH RECURSIVE line(unit, above, property) AS (
    SELECT unit, parent, CASE WHEN kind = 'property' THEN unit END FROM unit WHERE tenant = ?1
    UNION ALL
    SELECT l.unit, u.parent, CASE WHEN u.kind = 'property' THEN u.unit END
    FROM line l JOIN unit u ON u.unit = l.above
    WHERE l.property IS NULL
)
UPDATE unit SET property = (SELECT property FROM line WHERE line.unit = unit.unit AND property IS NOT NULL)
WHERE tenant = ?1
