-- The person and what is known about them, with source, purpose and time of every value.
--
-- Run by the role that owns schema `profile`; its search_path is `profile`. The roles `profile_store` (this workload)
-- and `activation` (reads what it delivers) exist before any migration runs.

CREATE TABLE person (
    sub         text        PRIMARY KEY CHECK (sub ~ '^[A-Za-z0-9_-]{22}$'),
    -- HMAC-SHA-256 under the tenant's locate.key of 'sub:' || sub: how other regions ask whether the person lives here.
    digest      bytea       NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    country     text        NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    language    text        NOT NULL,
    brand       text        NOT NULL,
    -- client_id of the application where the person registered.
    application text        NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE identifier (
    sub         text        NOT NULL REFERENCES person ON DELETE CASCADE,
    kind        text        NOT NULL CHECK (kind IN ('Email', 'Phone', 'External')),
    value       text        NOT NULL,
    digest      bytea       NOT NULL CHECK (octet_length(digest) = 32),
    verified_at timestamptz,
    PRIMARY KEY (sub, kind, value)
);
CREATE INDEX identifier_by_digest ON identifier (digest);

-- One value per source: merging never loses what another source said.
CREATE TABLE attribute (
    sub         text        NOT NULL REFERENCES person ON DELETE CASCADE,
    name        text        NOT NULL,
    value       jsonb       NOT NULL,
    source      text        NOT NULL,
    purpose     text        NOT NULL,
    observed_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (sub, name, source)
);

-- The value that wins under the attribute's merge rule; changes in the transaction that changes `attribute`.
CREATE TABLE current_attribute (
    sub         text        NOT NULL REFERENCES person ON DELETE CASCADE,
    name        text        NOT NULL,
    value       jsonb       NOT NULL,
    source      text        NOT NULL,
    purpose     text        NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (sub, name)
);

COMMENT ON TABLE current_attribute IS 'Maintained by profile-store; read by activation.';

-- The rule under which current_attribute was last computed: a changed rule is noticed and applied to everybody.
CREATE TABLE merge_rule (
    name        text        PRIMARY KEY,
    fingerprint text        NOT NULL,
    applied_at  timestamptz NOT NULL
);
