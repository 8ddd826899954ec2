-- Clients that registered themselves (RFC 7591). Each is kept by the region that its identifier begins with; other
-- regions ask for it. No personal data: metadata of software, of which contacts are left out.

CREATE TABLE auth.registered_client (
    client_id                  text PRIMARY KEY CHECK (length(client_id) <= 100),
    metadata                   jsonb NOT NULL,
    -- Lower-case hexadecimal SHA-256 of each accepted client secret.
    secret_digests             text[] NOT NULL,
    registration_token_digest  bytea NOT NULL CHECK (octet_length(registration_token_digest) = 32),
    created_at                 timestamptz NOT NULL DEFAULT now(),
    last_used_at               timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX registered_client_use ON auth.registered_client (last_used_at);
COMMENT ON TABLE auth.registered_client IS 'Clients of dynamic registration; removed when nobody has used them for 90 days.';

CREATE INDEX client_grant_client ON auth.client_grant (client_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.registered_client TO auth;
