UPDATE cdr SET
    price_state = 'unpriced', price_reason = NULL, our_net = NULL, our_gross = NULL, our_parts = NULL, price_tariff_id = NULL
WHERE cdr IN (SELECT value FROM json_each(?1))
