-- Changes of an organisation's own issuer are in one order, which the organisation's home decides: each is a version, and
-- no region takes one that is older than what it has. So two changes at one moment, or one that was on its way for
-- long, leave the same copy everywhere.

CREATE TABLE auth.organization_issuer_version (
    organization_id  text PRIMARY KEY,
    version          bigint NOT NULL
);
COMMENT ON TABLE auth.organization_issuer_version IS 'The last change of an organisation''s own issuer that came to this region; it stays when the issuer is removed or the organisation closes, so that nothing older comes after it. Nothing here is of a person.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.organization_issuer_version TO auth;

-- Logout tokens are the word of whoever they name: the issuer, to its client.
CREATE INDEX organization_issuer_issuer ON auth.organization_issuer (issuer, client_id);
