-- When a provider was first about to be asked for a refund; absent while a dispute holds it up. What was put on record
-- before this was here may have been asked for, and counts so.
alter table refund add column first_asked_at datetime(6);
update refund set first_asked_at = asked_at;
