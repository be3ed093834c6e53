-- Sessions of the units ?3 that started on the local days ?1 to ?2, have ended, and are billed by no CDR.
SELECT count(*) AS sessions, coalesce(sum(l.energy_wh), 0) AS energy_wh
FROM v_listed l
WHERE l.state = 'unbilled' AND l.day BETWEEN ?1 AND ?2 AND l.unit IN (SELECT value FROM json_each(?3))
