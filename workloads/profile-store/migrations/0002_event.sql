-- What happened, and the outbox through which activation hears of it: both written in one transaction.

CREATE TABLE event (
    id           uuid        PRIMARY KEY,
    -- NULL for an event of somebody who is not known: kept under the anonymous id, never delivered.
    sub          text        REFERENCES person ON DELETE CASCADE,
    anonymous_id text,
    name         text        NOT NULL,
    properties   jsonb       NOT NULL,
    source       text        NOT NULL,
    purpose      text        NOT NULL,
    message_id   text        NOT NULL,
    occurred_at  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    -- A message that is sent twice is kept once.
    UNIQUE (source, message_id),
    CHECK (sub IS NOT NULL OR anonymous_id IS NOT NULL)
);
CREATE INDEX event_of_person ON event (sub, occurred_at DESC) WHERE sub IS NOT NULL;

CREATE TABLE outbox (
    position   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid        NOT NULL REFERENCES event ON DELETE CASCADE,
    sub        text        NOT NULL REFERENCES person ON DELETE CASCADE,
    kind       text        NOT NULL DEFAULT 'event' CHECK (kind = 'event'),
    -- Positions become visible in the order of commits, not in their own: a reader with a cursor over `position` takes
    -- only rows with transaction_id < pg_snapshot_xmin(pg_current_snapshot()), below which nothing can appear later.
    transaction_id xid8    NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_by_event ON outbox (event_id);
CREATE INDEX outbox_by_person ON outbox (sub);

CREATE FUNCTION tell_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One notification a transaction, without content: PostgreSQL folds equal ones.
    PERFORM pg_notify('domicile_outbox', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER tell AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION tell_outbox();
