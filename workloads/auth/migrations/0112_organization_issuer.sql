-- An organisation's own OpenID Connect issuer as its login. Every region keeps a copy, so that signing in needs the
-- member's region alone; the home of the organisation hands out copies and takes them back. Nothing here is of a person.

CREATE TABLE auth.organization_issuer (
    organization_id    text PRIMARY KEY,
    organization_name  text NOT NULL,
    issuer             text NOT NULL CHECK (length(issuer) <= 2048),
    client_id          text NOT NULL CHECK (length(client_id) <= 255),
    client_secret      text,
    scopes             text[] NOT NULL,
    given_name_claim   text,
    family_name_claim  text,
    residence_claim    text,
    just_in_time_role  text,
    changed_at         timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE auth.organization_issuer IS 'The own login of each organisation that has one, in every region.';
COMMENT ON COLUMN auth.organization_issuer.client_secret IS 'Sealed with seal.key of this region; null where the client proves itself by a key of the tenant (private_key_jwt).';

CREATE TABLE auth.organization_issuer_domain (
    domain           text PRIMARY KEY,
    organization_id  text NOT NULL REFERENCES auth.organization_issuer (organization_id) ON DELETE CASCADE
);
CREATE INDEX organization_issuer_domain_organization ON auth.organization_issuer_domain (organization_id);
COMMENT ON TABLE auth.organization_issuer_domain IS 'Whose login an address of a proven mail domain leads to: one organisation''s.';

CREATE TABLE auth.organization_leaver (
    organization_id  text NOT NULL,
    sub              text NOT NULL,
    left_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, sub)
);
CREATE INDEX organization_leaver_sub ON auth.organization_leaver (sub);
COMMENT ON TABLE auth.organization_leaver IS 'Whose membership was ended: the organisation''s login signs them in no more, and makes them no members again. Goes when they join again, and with the person.';

ALTER TABLE auth.federated_identity ADD COLUMN organization_id text;
CREATE INDEX federated_identity_organization ON auth.federated_identity (organization_id) WHERE organization_id IS NOT NULL;
COMMENT ON COLUMN auth.federated_identity.organization_id IS 'The organisation whose own issuer gives the subject out; null for providers of the tenant.';

ALTER TABLE auth.external_session ADD COLUMN organization_id text;
CREATE INDEX external_session_organization ON auth.external_session (organization_id, sub) WHERE organization_id IS NOT NULL;
COMMENT ON COLUMN auth.external_session.organization_id IS 'The organisation whose own issuer said it; null for the issuer that stands in for sign-in.';

GRANT SELECT, INSERT, UPDATE, DELETE ON
    auth.organization_issuer, auth.organization_issuer_domain, auth.organization_leaver
TO auth;
