SELECT d.country || '-' || d.party || '/' || d.id
FROM cdr d
WHERE d.is_credit AND NOT EXISTS (
    SELECT 1 FROM cdr o
    WHERE o.connection = d.connection AND o.country = d.country AND o.party = d.party
        AND o.id = d.credit_reference_id
)
ORDER BY 1
LIMIT 20
