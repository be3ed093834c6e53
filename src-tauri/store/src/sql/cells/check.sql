-- cells that are not what the records (in temp.delta) come to, or are not there, or should not be
SELECT
    (SELECT count(*) FROM (SELECT * FROM temp.spread EXCEPT SELECT * FROM rollup))
    + (SELECT count(*) FROM (SELECT * FROM rollup EXCEPT SELECT * FROM temp.spread))
