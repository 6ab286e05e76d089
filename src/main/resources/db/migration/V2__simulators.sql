-- The simulators' own books: what a carrier and a payment provider would remember by themselves.

create table simulator_behaviour (
  simulator  varchar(30) not null primary key,
  behaviour  varchar(30) not null,
  remaining  int         not null
) engine = InnoDB default charset = utf8mb4;

create table simulated_label (
  request_key      varchar(100) not null primary key,
  tracking_number  varchar(60)  not null,
  created_at       datetime(6)  not null,
  voided_at        datetime(6)
) engine = InnoDB default charset = utf8mb4;

create table simulated_refund (
  request_key        varchar(100) not null primary key,
  refund_id          varchar(60)  not null,
  payment_reference  varchar(100) not null,
  amount_minor       bigint       not null,
  currency           varchar(3)   not null,
  state              varchar(20)  not null,
  -- how often the outcome is still to be told by webhook
  tellings           int          not null,
  created_at         datetime(6)  not null,
  constraint uq_simulated_refund unique (refund_id)
) engine = InnoDB default charset = utf8mb4;

create table simulated_stock (
  request_key  varchar(100) not null primary key,
  sku          varchar(60)  not null,
  location     varchar(40)  not null,
  quantity     int          not null
) engine = InnoDB default charset = utf8mb4;
