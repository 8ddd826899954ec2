-- Least privilege: profile-store appends and reads, activation reads the state and records attempts.

GRANT USAGE ON SCHEMA consent TO profile_store, activation;

GRANT SELECT, INSERT ON record TO profile_store;
GRANT SELECT, INSERT, UPDATE ON state TO profile_store;
GRANT SELECT ON attempt TO profile_store;

GRANT SELECT ON state TO activation;
GRANT SELECT, INSERT, UPDATE (ended_at, outcome) ON attempt TO activation;
GRANT SELECT ON erasure TO activation;

REVOKE EXECUTE ON FUNCTION erase(text), erasure_done(text), forget_ended_attempts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase(text) TO profile_store;
GRANT EXECUTE ON FUNCTION erasure_done(text), forget_ended_attempts() TO activation;
