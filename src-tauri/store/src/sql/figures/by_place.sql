-- Keys of the facts before this by Location or, if the cut ?3 says so, by EVSE.
SELECT
    f.tenant,
    iif(?3 = 'location', f.location, f.evse) AS part,
    NULL AS cost_centre,
    0 AS known,
    NULL AS person,
    NULL AS person_label,
