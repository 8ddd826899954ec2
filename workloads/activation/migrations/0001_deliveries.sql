-- Deliveries: which event goes to which target, and what became of it. No payload: it is composed at the moment of
-- sending from what the profile says then, and from what the gate permits then.
--
-- Run by the role that owns schema `activation`; its search_path is `activation`.

-- How far the outbox is planned. One row; its lock makes one replica plan at a time.
CREATE TABLE outbox_cursor (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    transaction_id xid8    NOT NULL DEFAULT '0',
    position       bigint  NOT NULL DEFAULT 0
);
INSERT INTO outbox_cursor DEFAULT VALUES;

CREATE TABLE delivery (
    -- Also the id that the target sees (webhook-id, CloudEvents id): the same at every attempt.
    id              uuid        PRIMARY KEY,
    event_id        uuid        NOT NULL,
    sub             text        NOT NULL,
    target          text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('Queued', 'Delivered', 'Ended')),
    attempts        integer     NOT NULL DEFAULT 0,
    -- A claimed delivery is due again when the claim runs out: the claimant is dead then.
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed         boolean     NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at     timestamptz,
    CHECK ((state = 'Queued') = (finished_at IS NULL)),
    -- Planning an event again plans nothing new.
    UNIQUE (event_id, target)
);
CREATE INDEX delivery_due ON delivery (target, next_attempt_at) WHERE state = 'Queued';
CREATE INDEX delivery_next ON delivery (next_attempt_at) WHERE state = 'Queued';
CREATE INDEX delivery_of_person ON delivery (sub);
CREATE INDEX delivery_to_forget ON delivery (finished_at) WHERE finished_at IS NOT NULL;

-- Why something was sent or not. Outlives the delivery; says nothing about whom once a person is erased.
CREATE TABLE log (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id uuid        NOT NULL,
    target      text        NOT NULL,
    sub         text,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempt     integer     NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('Delivered', 'Retrying', 'GaveUp', 'NotSent')),
    reason      text        NOT NULL,
    -- HTTP status of the target, where it answered.
    status      smallint
);
CREATE INDEX log_of_delivery ON log (delivery_id);
CREATE INDEX log_of_person ON log (sub) WHERE sub IS NOT NULL;
CREATE INDEX log_by_time ON log (at);

GRANT USAGE ON SCHEMA activation TO activation;
GRANT SELECT, UPDATE ON outbox_cursor TO activation;
GRANT SELECT, INSERT, UPDATE, DELETE ON delivery, log TO activation;
