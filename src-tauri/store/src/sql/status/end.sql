-- what EVSEs of connection ?1 do not say any more at ?2
UPDATE evse_status SET until_at = ?2
WHERE until_at = 9223372036854775807 AND (evse, is_exact) IN (
    SELECT n.evse, n.is_exact FROM evse_says n WHERE n.connection = ?1 AND n.status <> evse_status.status
)
