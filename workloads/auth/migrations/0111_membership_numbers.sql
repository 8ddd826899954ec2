-- Memberships that people linked with their account (`membershipLinks`).

CREATE TABLE auth.membership_number (
    digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    sub        text NOT NULL,
    link       text NOT NULL CHECK (length(link) <= 63),
    linked_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sub, link)
);
COMMENT ON TABLE auth.membership_number IS 'Whose a membership is: HMAC-SHA-256 of its name and number under locate.key. One number is one person''s, and a person has one of a kind; the number itself is in the profile.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.membership_number TO auth;
