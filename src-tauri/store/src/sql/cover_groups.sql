-- the groups that are told apart otherwise at nodes that are seen whole: alike at all units of a node, or else nobody knows how
INSERT INTO temp.s_cover_group (node, user_group, who)
SELECT
    n.node, g.user_group,
    iif(
        count(*) = (SELECT count(*) FROM main.unit_node a WHERE a.node = n.node) AND min(g.who) = max(g.who),
        min(g.who), NULL
    )
FROM temp.s_whole_group g
CROSS JOIN main.unit_node n ON n.unit = g.unit
CROSS JOIN temp.s_cover k ON k.node = n.node AND k.split = 0
GROUP BY n.node, g.user_group
