
-- each by its key, and by a column that is read whatever the question names: of a joined table of which it reads none, SQLite
-- does not say through which view it is read, and the authorizer denies it
LEFT JOIN main.driver d ON d.driver = c.driver AND d.tenant = c.tenant
LEFT JOIN main.vehicle v ON v.vehicle = c.vehicle AND v.tenant = c.tenant
LEFT JOIN main.token k ON k.token = c.token AND k.uid IS NOT NULL
