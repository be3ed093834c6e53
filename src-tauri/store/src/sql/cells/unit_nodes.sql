-- every Unit with itself and all above it, and with the node that it alone is part of where others are below it
INSERT INTO unit_node (unit, node)
WITH RECURSIVE line(unit, node) AS (
    SELECT unit, unit FROM unit
    UNION ALL
    SELECT l.unit, u.parent FROM line l JOIN unit u ON u.unit = l.node WHERE u.parent IS NOT NULL
)
SELECT unit, node FROM line
UNION ALL
SELECT DISTINCT parent, -1 - parent FROM unit WHERE parent IS NOT NULL
UNION ALL
SELECT unit, 0 FROM unit
UNION ALL
VALUES (0, -1), (0, 0)
