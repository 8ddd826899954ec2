-- People who asked to be deleted: recorded before the first step, removed with the last, finished after a crash.
-- The row holds nothing about the person but the id; from its insertion on, nothing is taken in about them.

CREATE TABLE deletion (
    sub          text        PRIMARY KEY,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
