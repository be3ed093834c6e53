-- drivers and vehicles without a pseudonym, in an order that does not hang on when they came
SELECT tenant, 'driver' AS kind, driver AS record, id FROM driver WHERE pseudonym IS NULL
UNION ALL
SELECT tenant, 'vehicle', vehicle, id FROM vehicle WHERE pseudonym IS NULL
ORDER BY 1, 2, 4
