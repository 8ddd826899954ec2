-- Organisations of business customers. An organisation's record (a business name, domains, roles) is in the region
-- that its identifier begins with and holds nothing of any person; a membership is in the home region of the member.

CREATE TABLE auth.organization (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    country     text NOT NULL CHECK (length(country) = 2),
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE auth.organization IS 'Organisations whose home is this region.';

CREATE TABLE auth.organization_administrator (
    organization_id text NOT NULL REFERENCES auth.organization (id) ON DELETE CASCADE,
    membership_id   text NOT NULL,
    PRIMARY KEY (organization_id, membership_id)
);
COMMENT ON TABLE auth.organization_administrator IS
    'One seat per administrator, by the random name of the membership: the last one cannot be given up.';

CREATE TABLE auth.organization_domain (
    organization_id text NOT NULL REFERENCES auth.organization (id) ON DELETE CASCADE,
    domain          text NOT NULL,
    code_digest     bytea CHECK (octet_length(code_digest) = 32),
    code_expires_at timestamptz,
    attempts        integer NOT NULL DEFAULT 0,
    proven_at       timestamptz,
    PRIMARY KEY (organization_id, domain)
);
COMMENT ON TABLE auth.organization_domain IS 'Mail domains that an organisation has proven, or is about to prove.';

CREATE TABLE auth.organization_directory_token (
    id              uuid PRIMARY KEY,
    organization_id text NOT NULL REFERENCES auth.organization (id) ON DELETE CASCADE,
    digest          bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX organization_directory_token_organization ON auth.organization_directory_token (organization_id);
COMMENT ON TABLE auth.organization_directory_token IS 'Bearer tokens of SCIM clients, as digests of 256 random bits.';

CREATE TABLE auth.organization_invitation (
    id                uuid PRIMARY KEY,
    digest            bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    organization_id   text NOT NULL REFERENCES auth.organization (id) ON DELETE CASCADE,
    identifier_digest bytea NOT NULL CHECK (octet_length(identifier_digest) = 32),
    roles             text[] NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    expires_at        timestamptz NOT NULL,
    accepted_at       timestamptz,
    -- Who joined by it, so that a repeated step is known as such.
    membership_id     text,
    revoked_at        timestamptz
);
CREATE INDEX organization_invitation_organization ON auth.organization_invitation (organization_id);
CREATE INDEX organization_invitation_expiry ON auth.organization_invitation (expires_at);
COMMENT ON TABLE auth.organization_invitation IS
    'Invitations: the link as digest, the invited address as keyed digest. Nothing here says who was invited.';

CREATE TABLE auth.organization_event (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id text NOT NULL REFERENCES auth.organization (id) ON DELETE CASCADE,
    at              timestamptz NOT NULL DEFAULT now(),
    actor           text NOT NULL,
    action          text NOT NULL,
    target          text,
    roles           text[]
);
CREATE INDEX organization_event_organization ON auth.organization_event (organization_id, id DESC);
COMMENT ON TABLE auth.organization_event IS
    'Audit list: who did what, by names of memberships, tokens and applications, never by a name of a person.';

CREATE TABLE auth.organization_membership (
    id                text PRIMARY KEY,
    organization_id   text NOT NULL,
    organization_name text NOT NULL,
    sub               text NOT NULL CHECK (length(sub) = 22),
    state             text NOT NULL CHECK (state IN ('requested', 'active', 'suspended')),
    roles             text[] NOT NULL,
    user_name_digest  bytea CHECK (octet_length(user_name_digest) = 32),
    record            text,
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    changed_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, sub),
    UNIQUE (organization_id, user_name_digest)
);
CREATE INDEX organization_membership_sub ON auth.organization_membership (sub);
COMMENT ON TABLE auth.organization_membership IS 'Memberships of people whose home is this region.';
COMMENT ON COLUMN auth.organization_membership.record IS
    'What the organisation''s directory says about the member (SCIM user), sealed with seal.key of this region.';
COMMENT ON COLUMN auth.organization_membership.organization_id IS
    'Its home may be another region, so nothing here refers to auth.organization.';

ALTER TABLE auth.client_grant ADD COLUMN membership_id text
    REFERENCES auth.organization_membership (id) ON DELETE CASCADE;
CREATE INDEX client_grant_membership ON auth.client_grant (membership_id) WHERE membership_id IS NOT NULL;
COMMENT ON COLUMN auth.client_grant.membership_id IS
    'Membership that the person acts under; tokens carry its present roles, and end with it.';

GRANT SELECT, INSERT, UPDATE, DELETE ON
    auth.organization, auth.organization_administrator, auth.organization_domain,
    auth.organization_directory_token, auth.organization_invitation, auth.organization_event,
    auth.organization_membership
TO auth;
