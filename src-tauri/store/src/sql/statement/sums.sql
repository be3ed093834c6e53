-- What the CDRs of the units ?3 that started on the local days ?1 to ?2 come to, by the currency that is seen.
SELECT
    c.currency,
    count(*) FILTER (WHERE NOT c.is_credit) AS cdrs,
    count(*) FILTER (WHERE c.is_credit) AS credits,
    sum(c.energy_wh) AS energy_wh,
    coalesce(sum(c.net), 0) AS net,
    iif(count(c.gross) = count(*), sum(c.gross), NULL) AS gross
FROM v_cdr c
WHERE c.day BETWEEN ?1 AND ?2 AND c.unit IN (SELECT value FROM json_each(?3))
GROUP BY c.currency
ORDER BY c.currency
