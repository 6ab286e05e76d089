-- Claims: what arrived is not what was agreed. A claim's id stands beside return ids as the case in
-- case_event, decision, message, refund_grant and ledger_entry.

create table claim (
  id             uuid          not null primary key,
  number         varchar(20)   not null,
  order_id       uuid          not null,
  brand          varchar(40)   not null,
  kind           varchar(20)   not null,
  comment        varchar(2000) not null,
  language       varchar(5)    not null,
  raised_by      varchar(100)  not null,
  raised_at      datetime(6)   not null,
  wished_remedy  varchar(20),
  outcome        varchar(20),
  closed_at      datetime(6),
  constraint uq_claim_number unique (number),
  constraint fk_claim_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

create table claim_unit (
  id             uuid         not null primary key,
  claim_id       uuid         not null,
  order_line_id  uuid         not null,
  unit_no        int          not null,
  sku            varchar(60)  not null,
  title          varchar(200) not null,
  category       varchar(30)  not null,
  value_minor    bigint       not null,
  currency       varchar(3)   not null,
  -- the unit of an earlier claim whose replacement or repair this is about
  replaces       uuid,
  remedy         varchar(20),
  reference      varchar(100) not null,
  liable_until   date,
  -- one claim per piece: set while the claim is open, and for good when it was paid back
  held_piece     varchar(60),
  constraint uq_claimed_piece unique (held_piece),
  constraint fk_claim_unit_claim foreign key (claim_id) references claim (id),
  constraint fk_claim_unit_line foreign key (order_line_id) references order_line (id),
  index ix_claim_unit_line (order_line_id)
) engine = InnoDB default charset = utf8mb4;

create table claim_photo (
  id        uuid        not null primary key,
  claim_id  uuid        not null,
  content   mediumblob  not null,
  added_at  datetime(6) not null,
  constraint fk_claim_photo_claim foreign key (claim_id) references claim (id)
) engine = InnoDB default charset = utf8mb4;

-- what a carrier lost or broke on the way to the shopper
create table outbound_carrier_claim (
  claim_id      uuid         not null primary key,
  reference     varchar(100) not null,
  amount_minor  bigint       not null,
  currency      varchar(3)   not null,
  opened_at     datetime(6)  not null,
  constraint fk_carrier_claim_claim foreign key (claim_id) references claim (id)
) engine = InnoDB default charset = utf8mb4;

-- the books of the simulated shop, carrier and repair partner

create table simulated_sold_out (
  sku  varchar(60) not null primary key
) engine = InnoDB default charset = utf8mb4;

create table simulated_replacement (
  request_key   varchar(100) not null primary key,
  order_number  varchar(60)  not null,
  sku           varchar(60)  not null
) engine = InnoDB default charset = utf8mb4;

create table simulated_carrier_claim (
  request_key  varchar(100) not null primary key,
  reference    varchar(60)  not null
) engine = InnoDB default charset = utf8mb4;

create table simulated_repair (
  request_key  varchar(100) not null primary key,
  number       varchar(60)  not null
) engine = InnoDB default charset = utf8mb4;
