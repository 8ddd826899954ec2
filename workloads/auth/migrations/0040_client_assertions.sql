-- Assertions by which clients proved themselves (RFC 7523, section 3, rule 7): each is taken once.

CREATE TABLE auth.client_assertion (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX client_assertion_expiry ON auth.client_assertion (expires_at);
COMMENT ON TABLE auth.client_assertion IS 'SHA-256 of client and jti of assertions that were taken, until they have expired.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.client_assertion TO auth;
