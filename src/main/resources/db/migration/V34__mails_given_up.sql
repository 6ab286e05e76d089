-- a mail that nobody takes is tried for some days (RFC 5321, 4.5.4.1), then stands as not delivered
-- and is due no more
alter table message
  modify column next_attempt_at datetime(6),
  add column given_up_at datetime(6),
  add index ix_message_given_up (given_up_at);
