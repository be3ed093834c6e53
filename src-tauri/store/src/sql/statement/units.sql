-- The unit ?2 of the tenant ?1 and all below it.
WITH RECURSIVE below (unit) AS (
    SELECT u.unit
    FROM v_tenant t
    CROSS JOIN v_unit u ON u.tenant = t.tenant
    WHERE t.id = ?1 AND u.id = ?2
    UNION ALL
    SELECT u.unit FROM below b CROSS JOIN v_unit u ON u.parent = b.unit
)
SELECT unit FROM below
