-- a grant has no name but all that it says; one that was given again after it ended counts once
SELECT json_array(t.id, p.id, g.role, g.units, g.locations, g.evses, g.drivers, g.vehicles, g.groups, g.from_at,
    g.until_at, g.data_from_at, g.data_until_at, g.may_delegate, g.given_by, max(g.replaced_at IS NULL)) AS line
FROM grant g
JOIN person p ON p.person = g.person
JOIN tenant t ON t.tenant = p.tenant
GROUP BY t.id, p.id, g.role, g.units, g.locations, g.evses, g.drivers, g.vehicles, g.groups, g.from_at,
    g.until_at, g.data_from_at, g.data_until_at, g.may_delegate, g.given_by
ORDER BY line
