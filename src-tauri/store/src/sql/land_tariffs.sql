INSERT INTO tariff (connection, country, party, id, currency, last_updated_at, hash)
SELECT g.connection, g.country, g.party, g.id, g.currency, g.last_updated_at, g.hash
FROM given g
WHERE g.id IS NOT NULL
ON CONFLICT (connection, country, party, id) DO UPDATE SET
    currency = excluded.currency,
    last_updated_at = excluded.last_updated_at,
    hash = excluded.hash
WHERE (excluded.last_updated_at, excluded.hash) > (tariff.last_updated_at, tariff.hash)
RETURNING tariff, hash
