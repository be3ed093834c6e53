-- The commercial fields of the CDRs ?1.
SELECT f.record, f.dictionary, f.bytes
FROM v_record_field f
WHERE f.kind = 4 AND f.class = 32 AND f.record IN (SELECT value FROM json_each(?1))
