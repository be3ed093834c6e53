-- the nodes of which every unit is seen whole, with the money of all or of none
INSERT INTO temp.s_cover (node, has_money)
SELECT n.node, min(w.has_money)
FROM (
    SELECT DISTINCT m.node
    FROM temp.s_whole s
    CROSS JOIN main.unit_node m ON m.unit = s.unit
    WHERE m.node <> 0
) k
CROSS JOIN main.unit_node n ON n.node = k.node
LEFT JOIN temp.s_whole w ON w.unit = n.unit
GROUP BY n.node
HAVING count(w.unit) = count(*) AND min(w.has_money) = max(w.has_money)
