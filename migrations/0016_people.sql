-- Who charged, month by month: what the people of a year are counted from, so that none of its records is read again.

-- the first token that stands for the same person where no driver is known: one of the same contract, or where there is
-- none of the same uid, on whatever connection. NULL: itself
ALTER TABLE token ADD COLUMN first_alike INTEGER REFERENCES token;

CREATE INDEX token_alike ON token (country, party, contract_id, uid);

UPDATE token SET first_alike = nullif(
    (
        SELECT min(t.token) FROM token t
        WHERE t.country = token.country AND t.party = token.party AND t.contract_id = token.contract_id
    ),
    token
)
WHERE contract_id <> '';
UPDATE token SET first_alike = nullif(
    (
        SELECT min(t.token) FROM token t
        WHERE t.country = token.country AND t.party = token.party AND t.contract_id = '' AND t.uid = token.uid
    ),
    token
)
WHERE contract_id = '';

-- As it was when the month was last settled. month: since the year 0. node: 0 for all of the unit's, else for this one alone.
-- is_today: of the day that was running then. person: a driver, or below zero the first token alike.
CREATE TABLE person_month (
    tenant INTEGER NOT NULL REFERENCES tenant,
    month INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    node INTEGER NOT NULL,
    is_today INTEGER NOT NULL CHECK (is_today IN (0, 1)),
    person INTEGER NOT NULL,
    wh INTEGER NOT NULL,
    PRIMARY KEY (tenant, month, unit, node, is_today, person)
) STRICT, WITHOUT ROWID;

-- all that was settled stays to be seen, and is settled again
INSERT OR IGNORE INTO unsettled (tenant, grid, period)
SELECT u.tenant, r.grid, r.period
FROM unit u
CROSS JOIN rollup r ON r.node = u.unit AND r.split = 0 AND r.grid IN (2, 3)
WHERE u.parent IS NULL;

-- settling asks for what is below the nodes of one tenant
DROP VIEW child_node;
