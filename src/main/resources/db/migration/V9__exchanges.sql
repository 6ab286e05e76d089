-- Exchanges, what a shop has to offer for them, and what the simulated outside systems remember.

create table catalogue_item (
  brand         varchar(40)  not null,
  sku           varchar(60)  not null,
  title         varchar(200) not null,
  category      varchar(30)  not null,
  price_minor   bigint       not null,
  currency      varchar(3)   not null,
  weight_grams  int          not null,
  primary key (brand, sku, currency)
) engine = InnoDB default charset = utf8mb4;

create table exchange_case (
  id                  uuid         not null primary key,
  return_id           uuid         not null,
  order_id            uuid         not null,
  currency            varchar(3)   not null,
  mode                varchar(20)  not null,
  state               varchar(20)  not null,
  hold_state          varchar(20)  not null,
  hold_until          datetime(6),
  link_state          varchar(20)  not null,
  link_minor          bigint       not null,
  link_url            varchar(300) not null,
  link_until          datetime(6),
  outbound_number     varchar(60)  not null,
  follow_up_order_id  uuid,
  requested_at        datetime(6)  not null,
  constraint uq_exchange_return unique (return_id),
  constraint fk_exchange_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;

create table exchange_unit (
  id              uuid         not null primary key,
  exchange_id     uuid         not null,
  return_unit_id  uuid         not null,
  sku             varchar(60)  not null,
  title           varchar(200) not null,
  category        varchar(30)  not null,
  weight_grams    int          not null,
  price_minor     bigint       not null,
  stock           varchar(20)  not null,
  constraint uq_exchange_unit unique (return_unit_id),
  constraint fk_exchange_unit foreign key (exchange_id) references exchange_case (id)
) engine = InnoDB default charset = utf8mb4;

-- what was paid for a returned piece and now pays for the piece that came instead
create table carried_payment (
  id            uuid        not null primary key,
  return_id     uuid        not null,
  tender_id     uuid        not null,
  amount_minor  bigint      not null,
  currency      varchar(3)  not null,
  carried_at    datetime(6) not null,
  constraint uq_carried unique (return_id, tender_id),
  constraint fk_carried_tender foreign key (tender_id) references order_tender (id)
) engine = InnoDB default charset = utf8mb4;

create table simulated_availability (
  sku       varchar(60) not null primary key,
  quantity  int         not null
) engine = InnoDB default charset = utf8mb4;

create table simulated_reservation (
  request_key  varchar(140) not null primary key,
  sku          varchar(60)  not null,
  quantity     int          not null,
  kept_until   datetime(6)  not null,
  state        varchar(20)  not null,
  index ix_reservation_sku (sku, state)
) engine = InnoDB default charset = utf8mb4;

create table simulated_hold (
  request_key        varchar(100) not null primary key,
  payment_reference  varchar(100) not null,
  amount_minor       bigint       not null,
  currency           varchar(3)   not null,
  kept_until         datetime(6)  not null,
  state              varchar(20)  not null
) engine = InnoDB default charset = utf8mb4;

create table simulated_payment_link (
  request_key   varchar(100) not null primary key,
  amount_minor  bigint       not null,
  currency      varchar(3)   not null,
  open_until    datetime(6)  not null,
  state         varchar(20)  not null
) engine = InnoDB default charset = utf8mb4;

create table simulated_outbound_order (
  request_key      varchar(100) not null primary key,
  outbound_number  varchar(60)  not null,
  contents         varchar(500) not null
) engine = InnoDB default charset = utf8mb4;

-- returns of gifts: who received it hears of it, who gave it does not
create table gift_return (
  return_id  uuid         not null primary key,
  recipient  varchar(254) not null,
  constraint fk_gift_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;
