-- A session has a name of its own (`sid` of tokens and of logout, OpenID Connect Back-Channel Logout 1.0), and says
-- to its person on which device it is open: browser family and system only, never a version, address or fingerprint.

ALTER TABLE auth.session
    ADD COLUMN id         uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN browser    text CHECK (length(browser) <= 40),
    ADD COLUMN system     text CHECK (length(system) <= 40),
    ADD COLUMN persistent boolean NOT NULL DEFAULT false,
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE auth.session ALTER COLUMN id DROP DEFAULT;
CREATE UNIQUE INDEX session_id ON auth.session (id);
COMMENT ON COLUMN auth.session.id IS 'The sid: stays when the handle is replaced, ends with the session.';
COMMENT ON COLUMN auth.session.persistent IS 'The person chose to stay signed in when the browser is closed.';
COMMENT ON COLUMN auth.session.created_at IS 'When the person first signed in on this device.';
