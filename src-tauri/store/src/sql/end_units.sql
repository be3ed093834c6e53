-- ends the units of tenant ?1 that the file names no longer: neither in ?2, nor below one of ?3
WITH RECURSIVE kept(unit) AS (
    SELECT value FROM json_each(?3)
    UNION
    SELECT u.unit FROM unit u JOIN kept k ON u.parent = k.unit
    WHERE u.ended_at IS NULL AND u.unit NOT IN (SELECT value FROM json_each(?2))
)
UPDATE unit SET ended_at = ?4
WHERE tenant = ?1
    AND ended_at IS NULL
    AND unit NOT IN (SELECT value FROM json_each(?2))
    AND unit NOT IN (SELECT unit FROM kept)
