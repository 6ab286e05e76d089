-- The facts of Retour. Amounts are minor units of the row's currency; times are UTC.

create table customer_order (
  id                    uuid         not null primary key,
  brand                 varchar(40)  not null,
  channel               varchar(40)  not null,
  order_number          varchar(60)  not null,
  email                 varchar(254) not null,
  postcode              varchar(16)  not null,
  country               varchar(2)   not null,
  consumer              boolean      not null,
  currency              varchar(3)   not null,
  placed_at             datetime(6)  not null,
  delivered_on          date,
  return_window_days    int          not null,
  withdrawal_informed   boolean      not null,
  prices_include_tax    boolean      not null,
  order_discount_minor  bigint       not null,
  shipping_paid_minor   bigint       not null,
  standard_shipping_minor bigint     not null,
  constraint uq_order_number unique (brand, order_number),
  index ix_order_shopper (brand, email, placed_at)
) engine = InnoDB default charset = utf8mb4;

create table order_line (
  id                   uuid         not null primary key,
  order_id             uuid         not null,
  line_no              int          not null,
  sku                  varchar(60)  not null,
  title                varchar(200) not null,
  category             varchar(30)  not null,
  quantity             int          not null,
  unit_price_minor     bigint       not null,
  line_discount_minor  bigint       not null,
  tax_rate_bp          int          not null,
  weight_grams         int          not null,
  exemption            varchar(30)  not null,
  final_sale           boolean      not null,
  constraint uq_order_line unique (order_id, line_no),
  constraint fk_line_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

create table order_tender (
  id              uuid         not null primary key,
  order_id        uuid         not null,
  tender_no       int          not null,
  method          varchar(30)  not null,
  provider        varchar(30)  not null,
  reference       varchar(100) not null,
  captured_minor  bigint       not null,
  constraint uq_order_tender unique (order_id, tender_no),
  constraint fk_tender_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

create table return_case (
  id                    uuid         not null primary key,
  rma_number            varchar(20)  not null,
  order_id              uuid         not null,
  brand                 varchar(40)  not null,
  channel               varchar(40)  not null,
  language              varchar(5)   not null,
  method                varchar(30)  not null,
  requested_resolution  varchar(20)  not null,
  quoted_fee_minor      bigint       not null,
  quoted_refund_minor   bigint       not null,
  currency              varchar(3)   not null,
  registered_by         varchar(100) not null,
  registered_at         datetime(6)  not null,
  risk_level            varchar(10),
  outcome               varchar(20),
  closed_at             datetime(6),
  process_instance_key  bigint,
  version               bigint       not null,
  constraint uq_rma_number unique (rma_number),
  constraint fk_return_order foreign key (order_id) references customer_order (id),
  index ix_return_registered (registered_at, id),
  index ix_return_brand (brand, registered_at)
) engine = InnoDB default charset = utf8mb4;

create table return_unit (
  id               uuid          not null primary key,
  return_id        uuid          not null,
  order_line_id    uuid          not null,
  unit_no          int           not null,
  sku              varchar(60)   not null,
  title            varchar(200)  not null,
  category         varchar(30)   not null,
  value_minor      bigint        not null,
  reason           varchar(40)   not null,
  comment          varchar(500)  not null,
  legal_basis      varchar(30),
  authorisation    varchar(20)   not null,
  reception        varchar(20)   not null,
  grade            varchar(20),
  findings         varchar(300)  not null,
  disposition      varchar(30),
  deduction_minor  bigint        not null,
  accepted         boolean       not null,
  settlement       varchar(20)   not null,
  channel_sync     varchar(20)   not null,
  -- one return per piece: set while this return holds the piece, empty once it is returnable again
  held_piece       varchar(60),
  constraint uq_held_piece unique (held_piece),
  constraint fk_unit_return foreign key (return_id) references return_case (id),
  constraint fk_unit_line foreign key (order_line_id) references order_line (id),
  index ix_unit_line (order_line_id)
) engine = InnoDB default charset = utf8mb4;

create table return_photo (
  id             uuid        not null primary key,
  return_id      uuid        not null,
  order_line_id  uuid        not null,
  content_type   varchar(30) not null,
  content        mediumblob  not null,
  added_at       datetime(6) not null,
  constraint fk_photo_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;

create table case_event (
  id         bigint       not null auto_increment primary key,
  return_id  uuid         not null,
  at         datetime(6)  not null,
  actor      varchar(100) not null,
  kind       varchar(40)  not null,
  detail     varchar(500) not null,
  index ix_case_event (return_id, id)
) engine = InnoDB default charset = utf8mb4;

create table decision (
  id                    uuid         not null primary key,
  return_id             uuid         not null,
  subject               varchar(60)  not null,
  decision_id           varchar(60)  not null,
  table_checksum        varchar(64)  not null,
  inputs                longtext     not null,
  outcome               longtext     not null,
  matched_rules         longtext     not null,
  replay_agrees         boolean      not null,
  process_version       int          not null,
  element_instance_key  bigint       not null,
  decided_at            datetime(6)  not null,
  constraint uq_decision unique (return_id, element_instance_key, decision_id),
  index ix_decision_return (return_id, decided_at)
) engine = InnoDB default charset = utf8mb4;

create table decision_table (
  checksum     varchar(64) not null primary key,
  content      mediumtext  not null,
  known_since  datetime(6) not null
) engine = InnoDB default charset = utf8mb4;

create table parcel (
  id                uuid         not null primary key,
  return_id         uuid         not null,
  parcel_no         int          not null,
  carrier           varchar(30)  not null,
  tracking_number   varchar(60)  not null,
  label_pdf         mediumblob,
  created_at        datetime(6)  not null,
  voided_at         datetime(6),
  status            varchar(20)  not null,
  version           bigint       not null,
  constraint uq_parcel unique (return_id, parcel_no),
  constraint uq_tracking unique (tracking_number),
  constraint fk_parcel_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;

create table tracking_event (
  id               bigint       not null auto_increment primary key,
  carrier          varchar(30)  not null,
  tracking_number  varchar(60)  not null,
  code             varchar(60)  not null,
  status           varchar(20)  not null,
  occurred_at      datetime(6)  not null,
  received_at      datetime(6)  not null,
  constraint uq_tracking_event unique (carrier, tracking_number, code, occurred_at)
) engine = InnoDB default charset = utf8mb4;

create table stock_movement (
  id           uuid        not null primary key,
  unit_id      uuid        not null,
  disposition  varchar(30) not null,
  sku          varchar(60) not null,
  location     varchar(40) not null,
  quantity     int         not null,
  booked_at    datetime(6) not null,
  constraint uq_stock_movement unique (unit_id, disposition)
) engine = InnoDB default charset = utf8mb4;

create table refund_grant (
  id            uuid        not null primary key,
  return_id     uuid        not null,
  order_id      uuid        not null,
  resolution    varchar(20) not null,
  amount_minor  bigint      not null,
  bonus_minor   bigint      not null,
  shipping_minor bigint     not null,
  currency      varchar(3)  not null,
  statement     longtext    not null,
  granted_at    datetime(6) not null,
  constraint uq_grant unique (return_id),
  constraint fk_grant_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

create table refund (
  id                  uuid         not null primary key,
  grant_id            uuid         not null,
  tender_id           uuid         not null,
  provider            varchar(30)  not null,
  payment_reference   varchar(100) not null,
  amount_minor        bigint       not null,
  currency            varchar(3)   not null,
  state               varchar(20)  not null,
  provider_refund_id  varchar(100),
  detail              varchar(300) not null,
  updated_at          datetime(6)  not null,
  version             bigint       not null,
  constraint uq_refund unique (grant_id, tender_id),
  constraint fk_refund_grant foreign key (grant_id) references refund_grant (id),
  constraint fk_refund_tender foreign key (tender_id) references order_tender (id),
  index ix_provider_refund (provider, provider_refund_id)
) engine = InnoDB default charset = utf8mb4;

create table store_credit (
  id            uuid        not null primary key,
  grant_id      uuid        not null,
  code          varchar(20) not null,
  amount_minor  bigint      not null,
  currency      varchar(3)  not null,
  issued_at     datetime(6) not null,
  constraint uq_credit_grant unique (grant_id),
  constraint uq_credit_code unique (code)
) engine = InnoDB default charset = utf8mb4;

-- append only; each booking's entries sum to zero
create table ledger_entry (
  id            bigint       not null auto_increment primary key,
  booking       varchar(100) not null,
  account       varchar(60)  not null,
  amount_minor  bigint       not null,
  currency      varchar(3)   not null,
  order_id      uuid         not null,
  return_id     uuid         not null,
  booked_at     datetime(6)  not null,
  constraint uq_ledger unique (booking, account),
  index ix_ledger_return (return_id)
) engine = InnoDB default charset = utf8mb4;

create table message (
  id               uuid          not null primary key,
  return_id        uuid          not null,
  template         varchar(40)   not null,
  occasion         varchar(80)   not null,
  recipient        varchar(254)  not null,
  subject          varchar(200)  not null,
  body             mediumtext    not null,
  attachment_name  varchar(80),
  attachment       mediumblob,
  created_at       datetime(6)   not null,
  sent_at          datetime(6),
  attempts         int           not null,
  next_attempt_at  datetime(6)   not null,
  last_error       varchar(300)  not null,
  constraint uq_message unique (return_id, template, occasion),
  index ix_message_due (sent_at, next_attempt_at)
) engine = InnoDB default charset = utf8mb4;

create table process_message (
  id               uuid         not null primary key,
  name             varchar(60)  not null,
  correlation_key  varchar(60)  not null,
  variables        longtext     not null,
  created_at       datetime(6)  not null,
  published_at     datetime(6),
  attempts         int          not null,
  next_attempt_at  datetime(6)  not null,
  last_error       varchar(300) not null,
  index ix_process_message_due (published_at, next_attempt_at)
) engine = InnoDB default charset = utf8mb4;

create table idempotent_request (
  principal     varchar(100) not null,
  request_key   varchar(100) not null,
  fingerprint   varchar(64)  not null,
  status        int,
  content_type  varchar(100),
  location      varchar(300),
  body          longtext,
  created_at    datetime(6)  not null,
  primary key (principal, request_key)
) engine = InnoDB default charset = utf8mb4;
