-- Sign-in by providers (`social`): who is whom, and browsers that are at a provider.

CREATE TABLE auth.federated_identity (
    digest        bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    id            uuid NOT NULL UNIQUE,
    sub           text NOT NULL,
    -- Name of the provider in the configuration, for the person's own list.
    provider      text NOT NULL CHECK (length(provider) <= 63),
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_used_at  timestamptz
);
CREATE INDEX federated_identity_sub ON auth.federated_identity (sub);
COMMENT ON TABLE auth.federated_identity IS 'Finds a person by HMAC-SHA-256 of issuer and subject of a provider under locate.key; linked once both were proven.';

CREATE TABLE auth.federation_attempt (
    digest        bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    flow_digest   bytea NOT NULL CHECK (octet_length(flow_digest) = 32),
    origin        text NOT NULL,
    sealed        text NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX federation_attempt_expiry ON auth.federation_attempt (expires_at);
COMMENT ON TABLE auth.federation_attempt IS 'A browser that is at a provider, by SHA-256 of state; once, and for the sign-in that began it alone.';
COMMENT ON COLUMN auth.federation_attempt.origin IS 'The address of ours that the browser set out from, and comes back to.';
COMMENT ON COLUMN auth.federation_attempt.sealed IS 'Provider, nonce and PKCE verifier, sealed under the region''s key. Nothing of a person.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.federated_identity, auth.federation_attempt TO auth;
