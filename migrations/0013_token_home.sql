-- The address that a credential was given for: it goes to no other origin, whatever becomes of the connection's own.
ALTER TABLE connection ADD COLUMN token_url TEXT;

UPDATE connection SET token_url = url;
