-- ends at ?1 what was granted to people who ended, by people who did, or as a role that did
UPDATE grant SET replaced_at = ?1
WHERE replaced_at IS NULL AND grant IN (
    SELECT g.grant
    FROM grant g
    JOIN person p ON p.person = g.person
    JOIN tenant t ON t.tenant = p.tenant
    LEFT JOIN person b ON b.tenant = p.tenant AND b.id = g.given_by
    LEFT JOIN role r ON r.tenant = p.tenant AND r.id = g.role
    WHERE g.replaced_at IS NULL
        AND coalesce(t.ended_at, p.ended_at, b.ended_at, r.ended_at) IS NOT NULL
)
