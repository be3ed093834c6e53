    -- the columns above their row's class, alike for a session and a CDR, each masked by its own bit
    iif(c.bits & 32, c.currency, NULL) AS currency,
    iif(c.bits & 32, c.net, NULL) AS net,
    iif(c.bits & 32, c.gross, NULL) AS gross,
    {people},
    iif(c.bits & 128, (SELECT k.uid FROM main.token k WHERE k.token = c.token), NULL) AS token_uid,
    iif(c.bits & 128, (SELECT k.contract_id FROM main.token k WHERE k.token = c.token), NULL) AS contract_id
