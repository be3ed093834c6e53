INSERT INTO unit_node (unit, node)
WITH RECURSIVE line(unit, node) AS (
    SELECT unit, unit FROM unit
    UNION ALL
    SELECT l.unit, u.parent FROM line l JOIN unit u ON u.unit = l.node WHERE u.parent IS NOT NULL
)
SELECT unit, node FROM line
UNION ALL
SELECT unit, 0 FROM unit
UNION ALL
VALUES (0, -1), (0, 0)
