-- Least privilege: profile-store changes rows, activation reads what it delivers.

GRANT USAGE ON SCHEMA profile TO profile_store, activation;

GRANT SELECT, INSERT, UPDATE, DELETE
   ON person, identifier, attribute, current_attribute, merge_rule, event, outbox, deletion TO profile_store;

GRANT SELECT ON outbox, event, attribute, current_attribute TO activation;
