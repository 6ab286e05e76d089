-- A bank that loses the shop a dispute may give back less than a refund comes to: the refund is divided then, and the
-- rest goes on under a name of its own.
alter table refund add column part_no int not null default 0;
-- the foreign key needs an index on the grant all the time
alter table refund add constraint uq_refund_part unique (grant_id, tender_id, part_no);
alter table refund drop index uq_refund;
