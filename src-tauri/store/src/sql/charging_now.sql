-- ACTIVE sessions that started since ?1 and were updated since ?2, and the other ACTIVE ones
SELECT
    count(*) FILTER (WHERE started_at > ?1 AND last_updated_at > ?2),
    count(*) FILTER (WHERE started_at <= ?1 OR last_updated_at <= ?2)
FROM v_session
WHERE status = 'ACTIVE'
