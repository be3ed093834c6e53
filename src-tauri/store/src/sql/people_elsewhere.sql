-- records whose driver, vehicle or group is not of the tenant whose unit holds them
WITH fact(unit, driver, vehicle, user_group) AS (
    SELECT unit, driver, vehicle, user_group FROM session
    UNION ALL
    SELECT unit, driver, vehicle, user_group FROM cdr
)
SELECT count(*)
FROM fact f
LEFT JOIN unit u ON u.unit = f.unit
LEFT JOIN driver d ON d.driver = f.driver
LEFT JOIN vehicle v ON v.vehicle = f.vehicle
LEFT JOIN user_group g ON g.user_group = f.user_group
WHERE coalesce(d.tenant, u.tenant) IS NOT u.tenant
    OR coalesce(v.tenant, u.tenant) IS NOT u.tenant
    OR coalesce(g.tenant, u.tenant) IS NOT u.tenant
