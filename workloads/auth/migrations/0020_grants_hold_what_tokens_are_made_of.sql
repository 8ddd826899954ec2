-- A grant outlives its code: refresh tokens, device codes and token exchange make tokens of it. So what tokens are
-- made of moves from the code to the grant.

ALTER TABLE auth.client_grant
    ADD COLUMN scopes           text[],
    ADD COLUMN session_id       uuid,
    ADD COLUMN methods          text[],
    ADD COLUMN acr              text,
    ADD COLUMN authenticated_at timestamptz,
    ADD COLUMN claims           jsonb,
    ADD COLUMN resources        text[] NOT NULL DEFAULT '{}',
    ADD COLUMN confirmation     jsonb;

UPDATE auth.client_grant SET
    scopes = code.scopes, methods = code.methods, authenticated_at = code.authenticated_at
FROM auth.authorization_code AS code WHERE code.grant_id = client_grant.id;
-- A grant without a code cannot come from this workload.
DELETE FROM auth.client_grant WHERE authenticated_at IS NULL;

ALTER TABLE auth.client_grant
    ALTER COLUMN scopes SET NOT NULL,
    ALTER COLUMN methods SET NOT NULL,
    ALTER COLUMN authenticated_at SET NOT NULL;
CREATE INDEX client_grant_session ON auth.client_grant (session_id) WHERE session_id IS NOT NULL;

COMMENT ON COLUMN auth.client_grant.session_id IS 'The session that it was given in; null once it does not end with it.';
COMMENT ON COLUMN auth.client_grant.claims IS 'The claims request parameter (OpenID Connect Core, section 5.5).';
COMMENT ON COLUMN auth.client_grant.resources IS 'Resource indicators (RFC 8707) that tokens may be asked for; empty: the issuer alone.';
COMMENT ON COLUMN auth.client_grant.confirmation IS 'Key that tokens are bound to (RFC 7800): {"jkt": …} (RFC 9449) or {"x5t#S256": …} (RFC 8705).';

ALTER TABLE auth.authorization_code
    DROP COLUMN scopes,
    DROP COLUMN methods,
    DROP COLUMN authenticated_at,
    ADD COLUMN dpop_jkt text;
COMMENT ON COLUMN auth.authorization_code.dpop_jkt IS 'Key that the code is bound to (RFC 9449, section 10).';
