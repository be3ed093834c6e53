-- tenants in which something could be cut off: by a ceiling, or by who gave a grant
SELECT t.tenant
FROM tenant t
WHERE t.ended_at IS NULL
    AND (
        t.ceiling_classes IS NOT NULL
        OR t.ceiling_features IS NOT NULL
        OR EXISTS (
            SELECT 1 FROM person p
            JOIN grant g ON g.person = p.person
            WHERE p.tenant = t.tenant AND g.replaced_at IS NULL AND g.given_by IS NOT NULL
        )
    )
ORDER BY t.id
