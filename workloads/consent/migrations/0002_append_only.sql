-- Append-only, also against the owner of the table: grants keep the workloads out, this trigger keeps a mistake in
-- a migration or an administrator's session out. The one change that it lets through is an erasure: everything
-- that tells about the person becomes NULL, the place and the leaf hash stay.

CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.subject IS NULL
            AND NEW.id = OLD.id AND NEW.position = OLD.position AND NEW.leaf_hash = OLD.leaf_hash THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'consent.record is append-only: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON record
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
