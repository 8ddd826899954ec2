-- An issuer that stands in for the built-in sign-in (`external`): what it said of a sign-in, and what it says about the
-- end of one (OpenID Connect Back-Channel Logout 1.0).

ALTER TABLE auth.federated_identity ADD COLUMN realm bytea CHECK (octet_length(realm) = 32);
CREATE INDEX federated_identity_realm ON auth.federated_identity (sub, realm);
COMMENT ON COLUMN auth.federated_identity.realm IS 'SHA-256 of whoever gives the subject out; null for links that were made before it was kept.';

CREATE TABLE auth.external_session (
    id              uuid PRIMARY KEY,
    sub             text NOT NULL,
    subject_digest  bytea NOT NULL CHECK (octet_length(subject_digest) = 32),
    session_digest  bytea CHECK (octet_length(session_digest) = 32),
    acr             text CHECK (length(acr) <= 200),
    proven_at       timestamptz NOT NULL,
    id_token        text,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX external_session_sub ON auth.external_session (sub);
CREATE INDEX external_session_subject ON auth.external_session (subject_digest);
CREATE INDEX external_session_session ON auth.external_session (session_digest);
CREATE INDEX external_session_created ON auth.external_session (created_at);
COMMENT ON TABLE auth.external_session IS 'What an external issuer said of a sign-in; goes with the session that it opened.';
COMMENT ON COLUMN auth.external_session.subject_digest IS 'HMAC-SHA-256 of issuer and sub under locate.key, as in auth.federated_identity.';
COMMENT ON COLUMN auth.external_session.session_digest IS 'HMAC-SHA-256 of issuer and sid under locate.key.';
COMMENT ON COLUMN auth.external_session.id_token IS 'The ID token, sealed under the region''s key: by it the issuer finds the session that is to end (OpenID Connect RP-Initiated Logout 1.0).';

ALTER TABLE auth.session
    ADD COLUMN external_id uuid,
    ADD COLUMN proven_at   timestamptz;
CREATE INDEX session_external ON auth.session (external_id) WHERE external_id IS NOT NULL;
COMMENT ON COLUMN auth.session.external_id IS 'The sign-in at the external issuer that opened it.';
COMMENT ON COLUMN auth.session.proven_at IS 'When the person proved who they are, where that was before authenticated_at: at the external issuer.';

CREATE TABLE auth.external_logout (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    everywhere  boolean NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX external_logout_expiry ON auth.external_logout (expires_at);
COMMENT ON TABLE auth.external_logout IS 'SHA-256 of issuer and jti of logout tokens that were taken, until they have expired: none is taken twice.';
COMMENT ON COLUMN auth.external_logout.everywhere IS 'Whether all regions have heard of it. Until then the issuer may repeat it.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.external_session, auth.external_logout TO auth;
