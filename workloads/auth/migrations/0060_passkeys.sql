-- Passkeys. The name that a person gives one is sealed under the region's key; nothing else here names anybody.

CREATE TABLE auth.passkey_owner (
    sub          text PRIMARY KEY,
    -- Random, the same for all passkeys of a person; begins with the region, as every handle does.
    user_handle  text NOT NULL UNIQUE CHECK (octet_length(user_handle) <= 64)
);
COMMENT ON TABLE auth.passkey_owner IS 'The user handle (Web Authentication, section 5.4.3) under which devices keep a person''s passkeys.';

CREATE TABLE auth.passkey (
    id             uuid PRIMARY KEY,
    sub            text NOT NULL REFERENCES auth.passkey_owner (sub) ON DELETE CASCADE,
    credential_id  bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
    sealed_name    text NOT NULL,
    credential     jsonb NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    last_used_at   timestamptz,
    -- Its counter did not go up: it opens nothing any more, and its person is told.
    cloned_at      timestamptz
);
CREATE INDEX passkey_sub ON auth.passkey (sub);
COMMENT ON TABLE auth.passkey IS 'A credential: public key, counter and flags. Not a secret.';

CREATE TABLE auth.used_ceremony (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX used_ceremony_expiry ON auth.used_ceremony (expires_at);
COMMENT ON TABLE auth.used_ceremony IS 'Challenges that were answered, until they would have expired: none is answered twice.';

CREATE TABLE auth.passkey_proof (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    sub         text NOT NULL,
    methods     text[] NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX passkey_proof_expiry ON auth.passkey_proof (expires_at);
CREATE INDEX passkey_proof_sub ON auth.passkey_proof (sub);
COMMENT ON TABLE auth.passkey_proof IS 'A passkey of this region was right at another region: the browser is on its way here, once.';

GRANT SELECT, INSERT, UPDATE, DELETE ON
    auth.passkey_owner, auth.passkey, auth.used_ceremony, auth.passkey_proof
TO auth;
