-- Goods handed over a store's counter, and parcels that nobody announced.

-- one row for each hand-in, by the id that the till chose
create table hand_in (
  id           uuid          not null primary key,
  store_id     varchar(30)   not null,
  fingerprint  varchar(64)   not null,
  -- empty only within the transaction that takes the hand-in
  return_id    uuid,
  taken_by     varchar(100)  not null,
  happened_at  datetime(6)   not null,
  taken_at     datetime(6)   not null,
  constraint fk_hand_in_return foreign key (return_id) references return_case (id),
  index ix_hand_in_return (return_id)
) engine = InnoDB default charset = utf8mb4;

-- a stock location can be a place within a store
alter table stock_movement modify location varchar(80) not null;
alter table simulated_stock modify location varchar(80) not null;

create table blind_parcel (
  id               uuid          not null primary key,
  reference        varchar(60)   not null,
  order_hint       varchar(60)   not null,
  sender_postcode  varchar(16)   not null,
  skus             varchar(1000) not null,
  notes            varchar(500)  not null,
  recorded_by      varchar(100)  not null,
  recorded_at      datetime(6)   not null,
  outcome          varchar(20),
  -- what it turned out to be: that return, and the note of who found out
  return_id        uuid,
  decision_note    varchar(500)  not null,
  overdue_since    datetime(6),
  decided_at       datetime(6),
  constraint uq_blind_parcel unique (reference),
  constraint fk_blind_return foreign key (return_id) references return_case (id),
  index ix_blind_parcel (outcome, recorded_at)
) engine = InnoDB default charset = utf8mb4;

create index ix_order_postcode on customer_order (postcode, placed_at);
