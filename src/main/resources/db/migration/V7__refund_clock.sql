-- The refund clock: when the money of a return is due, and why.

-- the first sign of the goods of each kind: proof that they were sent, and their receipt
create table goods_seen (
  return_id  uuid        not null,
  goods      varchar(10) not null,
  seen_on    date        not null,
  seen_at    datetime(6) not null,
  primary key (return_id, goods)
) engine = InnoDB default charset = utf8mb4;

-- append only; the newest row of a return counts
create table refund_deadline (
  id            bigint      not null auto_increment primary key,
  return_id     uuid        not null,
  legal_basis   varchar(30) not null,
  starts_with   varchar(20) not null,
  withholding   varchar(10) not null,
  provision     varchar(30) not null,
  warn_days     int         not null,
  notice_on     date        not null,
  due_on        date,
  zone          varchar(40) not null,
  recorded_at   datetime(6) not null,
  constraint fk_deadline_return foreign key (return_id) references return_case (id),
  index ix_deadline_return (return_id, id)
) engine = InnoDB default charset = utf8mb4;

-- what a late refund costs on top, step by step; each step replaces the one before
create table refund_late_interest (
  return_id       uuid        not null,
  days_late       int         not null,
  uplift_percent  int         not null,
  legal_interest  boolean     not null,
  provision       varchar(30) not null,
  amount_minor    bigint      not null,
  currency        varchar(3)  not null,
  recorded_at     datetime(6) not null,
  primary key (return_id, days_late)
) engine = InnoDB default charset = utf8mb4;

-- days that were told about an order with its import or later: delivery of the order or of a line,
-- the first good of a regular delivery, information about the right of withdrawal. Append only, so
-- that it is its own audit; the newest row of a kind and line counts.
create table order_date (
  id             bigint       not null auto_increment primary key,
  order_id       uuid         not null,
  order_line_id  uuid,
  kind           varchar(20)  not null,
  day            date         not null,
  reported_by    varchar(100) not null,
  reported_at    datetime(6)  not null,
  constraint fk_date_order foreign key (order_id) references customer_order (id),
  index ix_order_date (order_id, id)
) engine = InnoDB default charset = utf8mb4;
