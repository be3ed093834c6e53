SELECT json_array(c.id, f.country, f.party, f.id, f.currency, f.last_updated_at, hex(f.hash))
FROM tariff f
JOIN connection c ON c.connection = f.connection
ORDER BY c.id, f.country, f.party, f.id
