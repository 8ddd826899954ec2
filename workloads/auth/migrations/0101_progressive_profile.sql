-- What people are asked for after they have registered: when, and what they skipped. The answers are in the profile.

CREATE TABLE auth.application_sign_in (
    sub         text NOT NULL CHECK (length(sub) = 22),
    client_id   text NOT NULL,
    sign_ins    integer NOT NULL DEFAULT 1,
    session_id  uuid NOT NULL,
    PRIMARY KEY (sub, client_id)
);
COMMENT ON TABLE auth.application_sign_in IS 'How many sessions a person has come to an application in that asks people questions; session_id is the last one counted.';

CREATE TABLE auth.profile_question (
    sub         text NOT NULL CHECK (length(sub) = 22),
    attribute   text NOT NULL CHECK (length(attribute) <= 63),
    skipped_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sub, attribute)
);
COMMENT ON TABLE auth.profile_question IS 'Questions that a person skipped, and when.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.application_sign_in, auth.profile_question TO auth;
