-- everybody who may look, with the roles that they hold at an instant
SELECT
    t.id AS tenant,
    t.name AS tenant_name,
    p.id AS id,
    p.name AS name,
    (
        SELECT json_group_array(role)
        FROM (
            SELECT DISTINCT g.role AS role
            FROM grant g
            WHERE g.person = p.person
                AND g.replaced_at IS NULL
                AND (g.from_at IS NULL OR g.from_at <= ?1)
                AND (g.until_at IS NULL OR g.until_at > ?1)
            ORDER BY g.role
        )
    ) AS roles
FROM person p
JOIN tenant t ON t.tenant = p.tenant
WHERE p.ended_at IS NULL AND t.ended_at IS NULL
ORDER BY t.name, t.id, p.name, p.id
