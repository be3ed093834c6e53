-- what connection ?1 said at ?2 for no time at all, since it says something else at the same instant
DELETE FROM evse_status
WHERE until_at = 9223372036854775807 AND from_at >= ?2 AND (evse, is_exact) IN (
    SELECT n.evse, n.is_exact FROM evse_says n WHERE n.connection = ?1 AND n.status <> evse_status.status
)
