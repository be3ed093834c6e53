-- CDRs ?1 with all that a price is worked out from: of a credit, the bytes of the CDR that it takes back. One of
-- another tenant's is not asked: what a tenant is told would depend on it.
SELECT
    c.cdr, c.connection, c.country, c.party, c.is_credit, c.currency, c.net, c.gross,
    coalesce(
        (SELECT l.time_zone FROM location l WHERE l.location = c.location),
        (SELECT l.time_zone FROM evse e JOIN location l ON l.location = e.location WHERE e.evse = c.evse)
    ) AS time_zone,
    r.dictionary, r.bytes
FROM json_each(?1) k
CROSS JOIN cdr c ON c.cdr = k.value
LEFT JOIN cdr o
    ON c.is_credit AND o.connection = c.connection AND o.country = c.country AND o.party = c.party
    AND o.id = c.credit_reference_id AND o.tenant IS c.tenant
LEFT JOIN raw r ON r.kind = 4 AND r.record = iif(c.is_credit, o.cdr, c.cdr)
