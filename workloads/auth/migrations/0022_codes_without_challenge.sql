-- A confidential client that sends a nonce may do without PKCE where its Application says so. RFC 9700, section 2.1.1.
ALTER TABLE auth.authorization_code ALTER COLUMN code_challenge DROP NOT NULL;
