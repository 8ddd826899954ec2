-- Logos of clients that registered themselves: fetched once, when the client registers, and shown from here, so that no page
-- asks anybody else for anything.

ALTER TABLE auth.registered_client
    ADD COLUMN logo text CHECK (logo LIKE 'data:image/%' AND length(logo) <= 100000);
COMMENT ON COLUMN auth.registered_client.logo IS 'The picture at its logo_uri as a data: address, if there was one when it registered.';
