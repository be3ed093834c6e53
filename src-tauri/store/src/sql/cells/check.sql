-- cells that are not what the records (in temp.delta) come to, or are not there, or should not be
SELECT
    (SELECT count(*) FROM (SELECT * FROM temp.spread EXCEPT SELECT * FROM rollup))
    + (SELECT count(*) FROM (SELECT * FROM rollup EXCEPT SELECT * FROM temp.spread))
    + (SELECT count(*) FROM (SELECT * FROM temp.spread_evse EXCEPT SELECT * FROM rollup_evse))
    + (SELECT count(*) FROM (SELECT * FROM rollup_evse EXCEPT SELECT * FROM temp.spread_evse))
    + (SELECT count(*) FROM (SELECT * FROM temp.spread_driver EXCEPT SELECT * FROM rollup_driver))
    + (SELECT count(*) FROM (SELECT * FROM rollup_driver EXCEPT SELECT * FROM temp.spread_driver))
    + (SELECT count(*) FROM (SELECT * FROM temp.spread_cost_centre EXCEPT SELECT * FROM rollup_cost_centre))
    + (SELECT count(*) FROM (SELECT * FROM rollup_cost_centre EXCEPT SELECT * FROM temp.spread_cost_centre))
