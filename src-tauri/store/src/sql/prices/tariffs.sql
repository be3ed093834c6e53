SELECT t.connection, t.country, t.party, t.id, r.dictionary, r.bytes
FROM tariff t
JOIN raw r ON r.kind = 2 AND r.record = t.tariff
