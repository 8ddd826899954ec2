-- Who received what of whom (GDPR, Art. 15(1)(c) and Art. 19): kept beside the log, whose lines go after ninety days, for as
-- long as the person is here. Names alone, never a value.
--
-- Run by the role that owns schema `activation`; its search_path is `activation`.

CREATE TABLE disclosure (
    sub        text        NOT NULL,
    target     text        NOT NULL,
    purpose    text        NOT NULL,
    -- Everything that ever left, sorted.
    attributes text[]      NOT NULL,
    events     text[]      NOT NULL,
    -- How often something left; a repetition counts.
    times      bigint      NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    PRIMARY KEY (sub, target, purpose)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON disclosure TO activation;
