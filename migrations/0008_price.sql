-- What came of pricing each CDR again from its tariff. Our own figures are in ten-thousandths of the CDR's currency, and
-- below zero for a credit; the CPMS's stay as they came. Reasons are those of model::PriceReason.

ALTER TABLE cdr ADD COLUMN price_state TEXT NOT NULL DEFAULT 'unpriced'
    CHECK (price_state IN ('unpriced', 'same', 'rounding', 'different', 'impossible'));
ALTER TABLE cdr ADD COLUMN price_reason TEXT CHECK ((price_reason IS NULL) = (price_state IN ('unpriced', 'same', 'rounding')));
ALTER TABLE cdr ADD COLUMN our_net INTEGER;
ALTER TABLE cdr ADD COLUMN our_gross INTEGER;
-- the id of the kept tariff that it was priced by, or waits for, where it carries none itself
ALTER TABLE cdr ADD COLUMN price_tariff_id TEXT COLLATE NOCASE;

-- what waits to be priced, the newest of it first
CREATE INDEX cdr_unpriced ON cdr (started_at) WHERE price_state = 'unpriced';
-- what is to be priced again once its tariff or its original comes or changes
CREATE INDEX cdr_by_kept_tariff ON cdr (connection, country, party, price_tariff_id) WHERE price_tariff_id IS NOT NULL;
CREATE INDEX credit_of_cdr ON cdr (connection, country, party, credit_reference_id) WHERE credit_reference_id IS NOT NULL;

-- CDRs, credits among them, that were priced again, and those of them that came out different. Nothing is priced yet,
-- so that all cells are right as they are.
ALTER TABLE rollup ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollup ADD COLUMN differing INTEGER NOT NULL DEFAULT 0;

-- as before, with what is checked
DROP VIEW counted_cdr;
CREATE VIEW counted_cdr AS
SELECT
    c.cdr, c.connection, c.country, c.party, c.id, c.session_id,
    c.unit, c.user_group, c.day, c.currency,
    -- stands for its session where that is not here: one of the CDRs that name it, and not a credit
    NOT c.is_credit
        AND NOT EXISTS (
            SELECT 1 FROM session s
            WHERE s.connection = c.connection AND s.country = c.country AND s.party = c.party
                AND s.id = c.session_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM cdr o
            WHERE o.connection = c.connection AND o.country = c.country AND o.party = c.party
                AND o.session_id = c.session_id AND NOT o.is_credit
                -- the + keeps the planner from looking by id, through half the table
                AND +o.id < c.id
        ) AS sessions,
    NOT c.is_credit AS cdrs,
    c.is_credit AS credits,
    c.energy_wh AS wh,
    0 AS unbilled_wh,
    c.net,
    coalesce(c.gross, 0) AS gross,
    c.gross IS NULL AS without_gross,
    iif(c.is_credit, -1, 1) * (c.ended_at - c.started_at) / 1000 AS seconds,
    c.price_state <> 'unpriced' AS checked,
    c.price_state = 'different' AS differing
FROM cdr c;
