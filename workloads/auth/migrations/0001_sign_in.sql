-- Everything that sign-in keeps. No table holds an e-mail address, a name or a secret: identifiers are keyed
-- digests, and handles (sessions, codes) are SHA-256 digests of 256 random bits.

CREATE TABLE auth.identifier (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    sub         text NOT NULL CHECK (length(sub) = 22),
    -- `reserved` until the profile-store has acknowledged the person, so that a crash in between is repaired by
    -- repeating with the same subject.
    state       text NOT NULL CHECK (state IN ('reserved', 'active')),
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX identifier_sub ON auth.identifier (sub);
COMMENT ON TABLE auth.identifier IS 'Finds a person by HMAC-SHA-256 of a normalised identifier under locate.key.';

CREATE TABLE auth.challenge (
    digest            bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    identifier_digest bytea NOT NULL CHECK (octet_length(identifier_digest) = 32),
    code_digest       bytea NOT NULL CHECK (octet_length(code_digest) = 32),
    attempts          integer NOT NULL DEFAULT 0,
    expires_at        timestamptz NOT NULL,
    verified_at       timestamptz
);
CREATE INDEX challenge_identifier ON auth.challenge (identifier_digest);
CREATE INDEX challenge_expiry ON auth.challenge (expires_at);
COMMENT ON TABLE auth.challenge IS 'An e-mailed six-digit code: keyed hash, bounded attempts, single use.';

CREATE TABLE auth.session (
    digest           bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    sub              text NOT NULL,
    methods          text[] NOT NULL,
    authenticated_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at     timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL
);
CREATE INDEX session_sub ON auth.session (sub);
CREATE INDEX session_expiry ON auth.session (expires_at);
COMMENT ON TABLE auth.session IS 'A browser that is signed in; ends when idle too long or at expires_at.';

CREATE TABLE auth.client_grant (
    id          uuid PRIMARY KEY,
    sub         text NOT NULL,
    client_id   text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);
CREATE INDEX client_grant_sub ON auth.client_grant (sub);
CREATE INDEX client_grant_expiry ON auth.client_grant (expires_at);
COMMENT ON TABLE auth.client_grant IS 'What a person let a client have; tokens name it, revoking it ends them.';

CREATE TABLE auth.authorization_code (
    digest           bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    grant_id         uuid NOT NULL REFERENCES auth.client_grant (id) ON DELETE CASCADE,
    redirect_uri     text NOT NULL,
    scopes           text[] NOT NULL,
    nonce            text,
    code_challenge   text NOT NULL,
    methods          text[] NOT NULL,
    authenticated_at timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    -- A used code stays until its grant ends, so that a second use is noticed.
    used_at          timestamptz
);
CREATE INDEX authorization_code_grant ON auth.authorization_code (grant_id);
COMMENT ON TABLE auth.authorization_code IS 'RFC 6749, section 4.1: bound to client, redirect URI and PKCE challenge; one minute; once.';

CREATE TABLE auth.accepted_handoff (
    jti         text PRIMARY KEY,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX accepted_handoff_expiry ON auth.accepted_handoff (expires_at);
COMMENT ON TABLE auth.accepted_handoff IS 'Hand-offs that were used up, until they would have expired anyway.';

CREATE TABLE auth.throttle (
    bucket      bytea PRIMARY KEY CHECK (octet_length(bucket) = 32),
    hits        integer NOT NULL,
    started_at  timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL
);
CREATE INDEX throttle_end ON auth.throttle (ends_at);
COMMENT ON TABLE auth.throttle IS 'Counts per window; the bucket is a keyed hash of what is counted.';

GRANT SELECT, INSERT, UPDATE, DELETE ON
    auth.identifier, auth.challenge, auth.session, auth.client_grant, auth.authorization_code,
    auth.accepted_handoff, auth.throttle
TO auth;
