-- Whether it was granted at the carrier's first scan, before anybody saw the goods.
alter table refund_grant add column at_drop_off boolean not null default false;

-- What was paid then and the inspection did not confirm. The statement says what was due.
create table overpayment (
  return_id      uuid         not null primary key,
  order_id       uuid         not null,
  amount_minor   bigint       not null,
  due_minor      bigint       not null,
  shipping_minor bigint       not null,
  currency       varchar(3)   not null,
  statement      longtext     not null,
  state          varchar(20)  not null,
  reference      varchar(140) not null,
  found_at       datetime(6)  not null,
  ended_at       datetime(6),
  constraint fk_overpayment_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

-- A note is never changed; what it says too much is taken back by a second one of the same series.
alter table credit_note add column corrects varchar(100) not null default '';
alter table credit_note add constraint uq_credit_note_of_grant unique (grant_id, corrects);
alter table credit_note drop constraint uq_credit_note_grant;
