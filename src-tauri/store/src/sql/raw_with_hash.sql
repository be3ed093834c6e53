SELECT r.dictionary, r.bytes, l.hash FROM raw r JOIN location l ON l.location = r.record WHERE r.kind = 1
UNION ALL
SELECT r.dictionary, r.bytes, t.hash FROM raw r JOIN tariff t ON t.tariff = r.record WHERE r.kind = 2
UNION ALL
SELECT r.dictionary, r.bytes, s.hash FROM raw r JOIN session s ON s.session = r.record WHERE r.kind = 3
UNION ALL
SELECT r.dictionary, r.bytes, c.hash FROM raw r JOIN cdr c ON c.cdr = r.record WHERE r.kind = 4
