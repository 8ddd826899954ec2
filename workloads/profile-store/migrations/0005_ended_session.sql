-- Sessions of the portal live in a sealed cookie; one that was ended by signing out must not be taken again.

CREATE TABLE ended_session (
    digest     bytea       PRIMARY KEY CHECK (octet_length(digest) = 32),
    -- When the cookie would have ended anyway; the row is removed then.
    forget_at  timestamptz NOT NULL
);
CREATE INDEX ended_session_to_forget ON ended_session (forget_at);

GRANT SELECT, INSERT, DELETE ON ended_session TO profile_store;
