INSERT INTO tariff (connection, country, party, id, currency, last_updated_at, hash)
SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, unhex(value ->> 5)
FROM json_each(?2)
WHERE true
ON CONFLICT (connection, country, party, id) DO UPDATE SET
    currency = excluded.currency,
    last_updated_at = excluded.last_updated_at,
    hash = excluded.hash
WHERE (excluded.last_updated_at, excluded.hash) > (tariff.last_updated_at, tariff.hash)
RETURNING tariff, lower(hex(hash))
