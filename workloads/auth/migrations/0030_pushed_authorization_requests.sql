-- Authorization requests that clients push before the browser comes (RFC 9126). A request may hold a hint at who is to
-- sign in, so it is sealed under seal.key of this region, which the database does not have.
CREATE TABLE auth.pushed_authorization_request (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    client_id   text NOT NULL,
    sealed      text NOT NULL,
    -- Until when a browser may begin with it.
    usable_until timestamptz NOT NULL,
    -- Until when a sign-in that began with it may end; then it goes, used or not.
    expires_at  timestamptz NOT NULL
);
CREATE INDEX pushed_authorization_request_expiry ON auth.pushed_authorization_request (expires_at);
COMMENT ON TABLE auth.pushed_authorization_request IS 'RFC 9126: sealed, bound to a client, gone with the answer that it led to.';
GRANT SELECT, INSERT, DELETE ON auth.pushed_authorization_request TO auth;

-- A client with a secret may be configured to do without PKCE (RFC 9700, section 2.1.1).
ALTER TABLE auth.authorization_code ALTER COLUMN code_challenge DROP NOT NULL;
