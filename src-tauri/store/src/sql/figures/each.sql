-- Sums of the facts before this by unit, group and day together: of these come all cuts that are not by place or person.
SELECT
    f.tenant,
    f.unit,
    (SELECT u.property FROM v_unit u WHERE u.unit = f.unit) AS property,
    f.user_group,
    f.day,
    NULL AS part,
    NULL AS cost_centre,
    0 AS known,
    NULL AS person,
    NULL AS person_label,
