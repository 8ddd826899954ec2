-- The ledger: what every person decided, appended and never changed.
--
-- Run by the role that owns schema `consent`; its search_path is `consent`. The roles `profile_store` (writes
-- decisions) and `activation` (reads the state, records attempts) exist before any migration runs.

CREATE TABLE record (
    id               uuid        PRIMARY KEY,
    -- Order of the leaves.
    position         bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    subject          text,
    purpose          text,
    document_version text,
    decision         text        CHECK (decision IN ('Given', 'Withdrawn', 'Denied', 'Objected', 'Restricted')),
    occurred_at      timestamptz,
    application      text,
    page             text,
    language         text,
    brand            text,
    legal_basis      text        CHECK (legal_basis IN ('Consent', 'Contract', 'LegalObligation', 'LegitimateInterest')),
    jurisdiction     text,
    -- 256 random bits: without them a leaf hash tells nothing about its record.
    salt             bytea       CHECK (octet_length(salt) = 32),
    leaf_hash        bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32),
    -- A record is whole, or erased: nothing but its place and its leaf hash is left.
    CONSTRAINT record_is_whole_or_erased CHECK (
        num_nulls(subject, purpose, document_version, decision, occurred_at, application, page, language, brand,
                  legal_basis, jurisdiction, salt) IN (0, 12)
    )
);

CREATE INDEX record_of_subject ON record (subject, position) WHERE subject IS NOT NULL;

COMMENT ON TABLE record IS 'Append-only: by grants and by trigger. Erasure empties a record and keeps its leaf hash.';

CREATE TABLE state (
    subject          text        NOT NULL,
    purpose          text        NOT NULL,
    decision         text        NOT NULL CHECK (decision IN ('Given', 'Withdrawn', 'Denied', 'Objected', 'Restricted')),
    record_id        uuid        NOT NULL REFERENCES record (id),
    document_version text        NOT NULL,
    changed_at       timestamptz NOT NULL,
    PRIMARY KEY (subject, purpose)
);

COMMENT ON TABLE state IS 'The latest decision per person and purpose; changes in the transaction that appends the record.';

CREATE TABLE attempt (
    id          uuid        PRIMARY KEY,
    delivery_id uuid        NOT NULL,
    subject     text        NOT NULL,
    target      text        NOT NULL,
    purposes    text[]      NOT NULL CHECK (cardinality(purposes) > 0),
    started_at  timestamptz NOT NULL,
    deadline_at timestamptz NOT NULL CHECK (deadline_at > started_at),
    ended_at    timestamptz,
    outcome     text,
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

-- What a withdrawal waits for: few rows at any time.
CREATE INDEX open_attempt ON attempt (subject) WHERE ended_at IS NULL;
CREATE INDEX attempt_to_forget ON attempt (deadline_at);

COMMENT ON TABLE attempt IS 'Each send to a target, recorded before its first byte; open until ended_at or deadline_at.';

-- What is still to be forgotten elsewhere after an erasure: the activation workload empties its own tables of the
-- person and removes the row. It survives a crash of either side.
CREATE TABLE erasure (
    subject      text        PRIMARY KEY,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
