INSERT INTO location (
    connection, country, party, id, name, address, city, postal_code, country_code, time_zone, last_updated_at, hash
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (connection, country, party, id) DO UPDATE SET
    name = excluded.name,
    address = excluded.address,
    city = excluded.city,
    postal_code = excluded.postal_code,
    country_code = excluded.country_code,
    time_zone = excluded.time_zone,
    last_updated_at = excluded.last_updated_at,
    hash = excluded.hash
WHERE (excluded.last_updated_at, excluded.hash) > (location.last_updated_at, location.hash)
RETURNING location
