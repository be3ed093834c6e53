-- What reviewing single sessions takes beyond sums.

-- what the ids of records are made of that the operator is given: a customer's are made of their tenant's own key
ALTER TABLE operator ADD COLUMN key BLOB CHECK (length(key) = 32);

-- what a CDR comes to by its tariff, component by component, before a least or a highest price:
-- a JSON array of [component, quantity, price of one or null, net, VAT or null, gross or null], quantity and price as decimals
-- in text, money in ten-thousandths of the CDR's currency. NULL where nothing was worked out.
ALTER TABLE cdr ADD COLUMN our_parts TEXT;
