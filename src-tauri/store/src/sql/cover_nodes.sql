-- the nodes of which every unit is seen whole, with the money of all or of none; or, of the groups ?1 ([group, has_money, who])
-- that are seen whole, all nodes of the tenant
INSERT INTO temp.s_cover (node, split, tenant, has_money, who)
SELECT n.node, 0, min(w.tenant), min(w.has_money), iif(count(w.who) = count(*) AND min(w.who) = max(w.who), min(w.who), NULL)
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
UNION ALL
SELECT n.node, g.value ->> 0, me.tenant, g.value ->> 1, g.value ->> 2
FROM temp.s_me me
CROSS JOIN (
    SELECT DISTINCT m.node, u.tenant
    FROM main.unit u
    CROSS JOIN main.unit_node m ON m.unit = u.unit
    WHERE m.node <> 0
) n ON n.tenant = me.tenant
CROSS JOIN json_each(?1) g
