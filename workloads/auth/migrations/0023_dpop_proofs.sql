CREATE TABLE auth.dpop_proof (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX dpop_proof_expiry ON auth.dpop_proof (expires_at);
COMMENT ON TABLE auth.dpop_proof IS 'Proofs of RFC 9449 that were used: SHA-256 of key thumbprint and jti, until no clock would believe them.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.dpop_proof TO auth;
