-- Back-channel logout (OpenID Connect Back-Channel Logout 1.0). What has to happen when a session ends happens in the
-- transaction that ends it, whoever does: so it is here, and not in every place that ends sessions.

CREATE TABLE auth.session_client (
    session_id  uuid NOT NULL,
    client_id   text NOT NULL,
    PRIMARY KEY (session_id, client_id)
);
COMMENT ON TABLE auth.session_client IS 'Clients that were given something in a session, to be told of its end; goes with the session.';

CREATE TABLE auth.logout_notice (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id        text NOT NULL,
    sub              text NOT NULL,
    session_id       uuid NOT NULL,
    attempts         integer NOT NULL DEFAULT 0,
    next_attempt_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX logout_notice_due ON auth.logout_notice (next_attempt_at);
COMMENT ON TABLE auth.logout_notice IS 'Outbox of logout tokens: each is tried for about an hour, then removed. An erased person''s subject stays so long, because the applications have to hear of it.';

CREATE FUNCTION auth.remember_client_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The lock keeps the session from ending unseen until this transaction is over.
    PERFORM 1 FROM auth.session WHERE id = NEW.session_id FOR KEY SHARE;
    IF FOUND THEN
        INSERT INTO auth.session_client (session_id, client_id) VALUES (NEW.session_id, NEW.client_id)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER remember_client_of_session AFTER INSERT ON auth.client_grant
    FOR EACH ROW WHEN (NEW.session_id IS NOT NULL) EXECUTE FUNCTION auth.remember_client_of_session();

CREATE FUNCTION auth.session_has_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH told AS (
        DELETE FROM auth.session_client WHERE session_id = OLD.id RETURNING client_id
    )
    INSERT INTO auth.logout_notice (client_id, sub, session_id) SELECT client_id, OLD.sub, OLD.id FROM told;
    -- Back-Channel Logout 1.0, section 2.7: what was not asked for beyond the session ends with it.
    UPDATE auth.client_grant SET revoked_at = now()
    WHERE session_id = OLD.id AND revoked_at IS NULL AND NOT ('offline_access' = ANY (scopes));
    RETURN NULL;
END $$;
CREATE TRIGGER session_has_ended AFTER DELETE ON auth.session
    FOR EACH ROW EXECUTE FUNCTION auth.session_has_ended();

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.session_client, auth.logout_notice TO auth;
