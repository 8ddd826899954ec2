-- Passwords, links that prove a mailbox, links that let a person choose a new password, and tries that have to wait.

CREATE TABLE auth.password (
    sub         text PRIMARY KEY CHECK (length(sub) = 22),
    hash        text NOT NULL CHECK (hash LIKE '$argon2id$%' AND length(hash) <= 512),
    changed_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE auth.password IS 'PHC strings of Argon2id (RFC 9106), which name their own parameters.';

ALTER TABLE auth.challenge
    ADD COLUMN link_digest bytea CHECK (octet_length(link_digest) = 32);
COMMENT ON COLUMN auth.challenge.link_digest IS 'SHA-256 of the handle in an e-mailed link; good with the challenge''s own handle only, which the browser that asked holds.';

CREATE TABLE auth.password_reset (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    sub         text NOT NULL CHECK (length(sub) = 22),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX password_reset_sub ON auth.password_reset (sub);
CREATE INDEX password_reset_expiry ON auth.password_reset (expires_at);
COMMENT ON TABLE auth.password_reset IS 'An e-mailed link to choose a new password: once, for one account. For an address that nobody has, a row for nobody.';

CREATE TABLE auth.backoff (
    bucket        bytea PRIMARY KEY CHECK (octet_length(bucket) = 32),
    tries         integer NOT NULL,
    blocked_until timestamptz NOT NULL,
    forgotten_at  timestamptz NOT NULL
);
CREATE INDEX backoff_forgotten ON auth.backoff (forgotten_at);
COMMENT ON TABLE auth.backoff IS 'Tries that wait longer and longer; the bucket is a keyed hash of what is tried.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.password, auth.password_reset, auth.backoff TO auth;
