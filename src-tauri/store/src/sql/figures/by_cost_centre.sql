-- Keys of the facts before this by cost centre.
SELECT
    f.tenant,
    NULL AS part,
    f.cost_centre,
    -- of somebody, or nobody's business
    iif(f.bits & 64, 1, -1) AS known,
    NULL AS person,
    NULL AS person_label,
