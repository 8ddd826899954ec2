-- Authenticator apps and recovery codes.

CREATE TABLE auth.authenticator_app (
    sub             text PRIMARY KEY,
    sealed_secret   text NOT NULL,
    -- No code of this step or an earlier one is good any more (RFC 6238, section 5.2).
    last_used_step  bigint NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    last_used_at    timestamptz
);
COMMENT ON TABLE auth.authenticator_app IS 'The secret shared with an authenticator app, sealed under the region''s key. Kept once a code was right.';

CREATE TABLE auth.recovery_code (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    sub         text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recovery_code_sub ON auth.recovery_code (sub);
COMMENT ON TABLE auth.recovery_code IS 'Keyed hashes of codes that were not used yet.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.authenticator_app, auth.recovery_code TO auth;
