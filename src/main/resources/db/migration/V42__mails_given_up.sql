-- a mail that nobody takes is tried for some days (RFC 5321, 4.5.4.1), then stands as not delivered
alter table message add column given_up_at datetime(6);
