-- activation reads the outbox in the order (transaction_id, position): a cursor over `position` alone could pass a row
-- whose transaction commits later.
CREATE INDEX outbox_in_commit_order ON outbox (transaction_id, position);
