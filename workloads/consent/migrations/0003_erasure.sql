-- Erases a person (GDPR, Art. 17). Called by profile-store in the transaction that deletes the profile.
-- Answers with the attempts that are still open: the erasure is acknowledged when they have ended.
CREATE FUNCTION erase(erased_subject text)
RETURNS TABLE (attempt_id uuid, deadline timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = consent, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('domicile:' || erased_subject, 0));

    DELETE FROM state WHERE subject = erased_subject;
    UPDATE record
       SET subject = NULL, purpose = NULL, document_version = NULL, decision = NULL, occurred_at = NULL,
           application = NULL, page = NULL, language = NULL, brand = NULL, legal_basis = NULL,
           jurisdiction = NULL, salt = NULL
     WHERE subject = erased_subject;

    INSERT INTO erasure (subject) VALUES (erased_subject) ON CONFLICT DO NOTHING;

    DELETE FROM attempt
     WHERE subject = erased_subject AND (ended_at IS NOT NULL OR deadline_at <= clock_timestamp());
    -- An open attempt is waited for by its id, and no longer says whose it is.
    RETURN QUERY UPDATE attempt SET subject = '' WHERE subject = erased_subject RETURNING id, deadline_at;

    PERFORM pg_notify('domicile_decision', erased_subject);
END
$$;

-- The activation workload has forgotten the person.
CREATE FUNCTION erasure_done(erased_subject text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = consent, pg_temp AS $$
    DELETE FROM erasure WHERE subject = erased_subject;
$$;

-- Attempts are needed while they are open; afterwards the delivery log tells the story.
CREATE FUNCTION forget_ended_attempts() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = consent, pg_temp AS $$
DECLARE
    forgotten bigint;
BEGIN
    DELETE FROM attempt WHERE deadline_at < clock_timestamp() - interval '1 hour';
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END
$$;
