-- Which version of which legal document of a brand a person has accepted, or was shown.

CREATE TABLE auth.document_acceptance (
    sub          text NOT NULL CHECK (length(sub) = 22),
    -- `<namespace>/<name>`: each brand has documents of its own.
    brand        text NOT NULL CHECK (length(brand) <= 127),
    document     text NOT NULL CHECK (length(document) <= 63),
    version      text NOT NULL CHECK (length(version) <= 32),
    -- `shown` is no agreement: a document that has to be agreed to later is asked for all the same.
    manner       text NOT NULL CHECK (manner IN ('accepted', 'shown')),
    language     text NOT NULL CHECK (length(language) <= 16),
    application  text NOT NULL,
    accepted_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sub, brand, document, version, manner)
);
COMMENT ON TABLE auth.document_acceptance IS 'Proof of what a person accepted or was shown, in which language and for which application. Appended to, and removed with the person alone.';

GRANT SELECT, INSERT, DELETE ON auth.document_acceptance TO auth;
