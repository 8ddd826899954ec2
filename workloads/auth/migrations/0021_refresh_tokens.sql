-- Refresh tokens (RFC 6749, section 6), rotated at each use. The tokens of one grant are one family: the grant counts
-- how many generations were used, so that a token of an earlier one is known to be used again.

ALTER TABLE auth.client_grant ADD COLUMN refreshes integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN auth.client_grant.refreshes IS 'Generations of refresh tokens that were used.';
COMMENT ON COLUMN auth.client_grant.session_id IS 'The session that it was given in; it ends with it unless its scopes hold offline_access.';

CREATE TABLE auth.refresh_token (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    grant_id    uuid NOT NULL REFERENCES auth.client_grant (id) ON DELETE CASCADE,
    generation  integer NOT NULL,
    -- A used token stays until it would have expired anyway, so that a second use is noticed.
    used_at     timestamptz,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX refresh_token_grant ON auth.refresh_token (grant_id);
CREATE INDEX refresh_token_expiry ON auth.refresh_token (expires_at);
COMMENT ON TABLE auth.refresh_token IS 'RFC 9700, section 4.14: each is used once, a second use ends the family.';

CREATE TABLE auth.revoked_access_token (
    jti         uuid PRIMARY KEY,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX revoked_access_token_expiry ON auth.revoked_access_token (expires_at);
COMMENT ON TABLE auth.revoked_access_token IS 'Access tokens that ended before their time (RFC 7009), until they would have expired anyway.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.refresh_token, auth.revoked_access_token TO auth;
