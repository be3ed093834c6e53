SELECT json_array(c.id, l.country, l.party, l.id, l.name, l.address, l.city, l.postal_code, l.country_code,
    l.time_zone, l.last_updated_at, hex(l.hash))
FROM location l
JOIN connection c ON c.connection = l.connection
ORDER BY c.id, l.country, l.party, l.id
