-- the rows of the tokens ?2 ([country, party, uid, contract_id]) of connection ?1, in their order, NULL where there is none
SELECT (
    SELECT t.token FROM token t
    WHERE t.connection = ?1 AND t.country = k.value ->> 0 AND t.party = k.value ->> 1
        AND t.uid = k.value ->> 2 AND t.contract_id = k.value ->> 3
)
FROM json_each(?2) k
ORDER BY k.key
