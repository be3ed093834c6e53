-- What is shown of figures over enough people, of the grid ?1 and facet ?2 in the period that is asked for. Several can be of one
-- cell.
SELECT json_group_array(json_array(
    r.node, r.split, r.period, json_array(r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh)
))
FROM v_rollup r
WHERE r.grid = ?1 AND r.facet = ?2
