-- CDRs that were priced by tariffs ?1, or looked for them
SELECT c.cdr
FROM json_each(?1) w
CROSS JOIN tariff t ON t.tariff = w.value
CROSS JOIN cdr c
    ON c.connection = t.connection AND c.country = t.country AND c.party = t.party AND c.price_tariff_id = t.id
