-- Device authorization (RFC 8628). The request lies in the region where the device asked and holds nothing of a
-- person but the region that they live in; the approval lies in that region, and is found by the device's code.

CREATE TABLE auth.device_authorization (
    digest            bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    user_code_digest  bytea NOT NULL UNIQUE CHECK (octet_length(user_code_digest) = 32),
    client_id         text NOT NULL,
    scopes            text[] NOT NULL,
    resources         text[] NOT NULL,
    interval_seconds  integer NOT NULL,
    polled_at         timestamptz,
    decision          text CHECK (decision IN ('approved', 'denied')),
    home              text CHECK ((decision = 'approved') = (home IS NOT NULL)),
    expires_at        timestamptz NOT NULL
);
CREATE INDEX device_authorization_expiry ON auth.device_authorization (expires_at);
COMMENT ON TABLE auth.device_authorization IS 'A device that waits for its person: SHA-256 of the device code, keyed hash of the user code.';

CREATE TABLE auth.device_approval (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    grant_id    uuid NOT NULL REFERENCES auth.client_grant (id) ON DELETE CASCADE,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX device_approval_grant ON auth.device_approval (grant_id);
CREATE INDEX device_approval_expiry ON auth.device_approval (expires_at);
COMMENT ON TABLE auth.device_approval IS 'What a person of this region let a device have, by SHA-256 of the device code; once.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.device_authorization, auth.device_approval TO auth;
