-- The refund clock runs beside claims too. As in refund_grant and the ledger, return_id names the
-- return or the claim.
alter table refund_deadline drop foreign key fk_deadline_return;
alter table refund_deadline add column subject varchar(10) not null default 'RETURN' after return_id;
