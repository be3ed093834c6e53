-- what runs and started since ?1 and was updated since ?2, and what says that it runs and did not
SELECT
    count(*) FILTER (WHERE started_at > ?1 AND last_updated_at > ?2),
    count(*) FILTER (WHERE started_at <= ?1 OR last_updated_at <= ?2)
FROM v_running
