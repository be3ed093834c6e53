-- of CDRs ?1, which belong to others now, the credits, and credits of them: those that were priced by what is another
-- tenant's now, or without what is their own now
WITH credit (cdr) AS (
    SELECT c.cdr FROM json_each(?1) w CROSS JOIN cdr c ON c.cdr = w.value AND c.is_credit
    UNION
    SELECT k.cdr
    FROM json_each(?1) w
    CROSS JOIN cdr o ON o.cdr = w.value
    CROSS JOIN cdr k
        ON k.connection = o.connection AND k.country = o.country AND k.party = o.party
        AND k.credit_reference_id = o.id AND k.is_credit
)
SELECT c.cdr
FROM credit
CROSS JOIN cdr c USING (cdr)
WHERE c.price_state <> 'unpriced' AND (c.price_reason IS 'no-original') = EXISTS (
    SELECT 1 FROM cdr o
    WHERE o.connection = c.connection AND o.country = c.country AND o.party = c.party
        AND o.id = c.credit_reference_id AND o.tenant IS c.tenant
)
