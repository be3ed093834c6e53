-- the EVSEs that go by the key ?1: spelt as `names_of_places.sql` has it, with the connection before it where there is need
SELECT p.evse
FROM v_location l
CROSS JOIN v_place p ON p.location = l.location
WHERE ?1 IN (
    l.country || '-' || l.party || '/' || p.uid,
    l.connection || ':' || l.country || '-' || l.party || '/' || p.uid
)
