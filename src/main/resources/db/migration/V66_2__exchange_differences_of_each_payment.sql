-- A refund that came back and was paid again has a difference for each of these bookings, the ledger's key beside it.
alter table exchange_difference add column booking varchar(100) not null default '';
update exchange_difference d join refund f on f.id = d.refund_id
  set d.booking = if(exists (select 1 from ledger_entry e where e.booking = concat('refund:', f.id)),
    concat('refund:', f.id), concat('payout:', f.id));
alter table exchange_difference drop foreign key fk_difference_refund;
alter table exchange_difference drop primary key, add primary key (refund_id, booking);
alter table exchange_difference add constraint fk_difference_refund foreign key (refund_id) references refund (id);

-- Links and holds were taken by the simulated provider, whoever took the order's own payment; no other knows them.
update order_tender set provider = 'simulated' where reference like 'link\\_%' or reference like 'hold\\_%';
update refund set provider = 'simulated' where payment_reference like 'link\\_%' or payment_reference like 'hold\\_%';
