-- Telephone numbers that people have proven (`spec.sms`).

CREATE TABLE auth.phone_number (
    sub            text PRIMARY KEY,
    -- HMAC-SHA-256 under locate.key. Not unique: it finds nobody, and people share phones.
    digest         bytea NOT NULL CHECK (octet_length(digest) = 32),
    sealed_number  text NOT NULL,
    verified_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE auth.phone_number IS 'The number that a person has proven by a code sent there: sealed under the region''s key for the next code, and its keyed hash, by which a value of the profile is known to be it.';

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.phone_number TO auth;
