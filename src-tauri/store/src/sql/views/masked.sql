    -- the columns above their row's class, alike for a session and a CDR, each masked by its own bit
    iif(c.bits & 32, c.currency, NULL) AS currency,
    iif(c.bits & 32, c.net, NULL) AS net,
    iif(c.bits & 32, c.gross, NULL) AS gross,
    {people}
