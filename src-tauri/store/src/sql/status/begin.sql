-- what EVSEs of connection ?1 say from ?2 on
INSERT INTO evse_status (evse, is_exact, from_at, until_at, status)
SELECT n.evse, n.is_exact, ?2, 9223372036854775807, n.status
FROM evse_says n
WHERE n.connection = ?1 AND NOT EXISTS (
    SELECT 1 FROM evse_status s
    WHERE s.evse = n.evse AND s.is_exact = n.is_exact AND s.until_at = 9223372036854775807
)
