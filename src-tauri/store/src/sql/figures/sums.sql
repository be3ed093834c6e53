    -- money only where there is a CDR
    iif(sum(f.cdrs) = 0 AND sum(f.credits) = 0, NULL, f.currency) AS currency,
    sum(f.sessions) AS sessions,
    sum(f.cdrs) AS cdrs,
    sum(f.credits) AS credits,
    sum(f.wh) AS energy_wh,
    sum(f.unbilled_wh) AS unbilled_wh,
    sum(f.net) AS net,
    sum(f.gross) AS gross,
    sum(f.without_gross) AS without_gross,
    sum(f.checked) AS checked,
    sum(f.differing) AS differing
