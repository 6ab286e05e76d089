-- One row for each brand and year; it is held while a number is given, so that the series has no gaps.
create table credit_note_series (
  brand   varchar(60) not null,
  year_no int         not null,
  last_no int         not null,
  primary key (brand, year_no)
) engine = InnoDB default charset = utf8mb4;

create table credit_note (
  id           uuid         not null primary key,
  number_text  varchar(100) not null,
  brand        varchar(60)  not null,
  year_no      int          not null,
  no           int          not null,
  grant_id     uuid         not null,
  return_id    uuid         not null,
  order_id     uuid         not null,
  order_number varchar(60)  not null,
  ordered_at   datetime(6)  not null,
  issued_on    date         not null,
  currency     varchar(3)   not null,
  issued_at    datetime(6)  not null,
  constraint uq_credit_note unique (brand, year_no, no),
  constraint uq_credit_note_grant unique (grant_id),
  constraint fk_credit_note_grant foreign key (grant_id) references refund_grant (id),
  index ix_credit_note_return (return_id)
) engine = InnoDB default charset = utf8mb4;

create table credit_note_line (
  credit_note_id uuid   not null,
  tax_rate_bp    int    not null,
  gross_minor    bigint not null,
  tax_minor      bigint not null,
  primary key (credit_note_id, tax_rate_bp),
  constraint fk_credit_note_line foreign key (credit_note_id) references credit_note (id)
) engine = InnoDB default charset = utf8mb4;

create trigger credit_note_never_changes before update on credit_note for each row
  signal sqlstate '45000' set message_text = 'A credit note never changes.';
create trigger credit_note_never_goes before delete on credit_note for each row
  signal sqlstate '45000' set message_text = 'A credit note never changes.';
create trigger credit_note_line_never_changes before update on credit_note_line for each row
  signal sqlstate '45000' set message_text = 'A credit note never changes.';
create trigger credit_note_line_never_goes before delete on credit_note_line for each row
  signal sqlstate '45000' set message_text = 'A credit note never changes.';

-- When a refund was put on record to be asked for, to be found by day.
alter table refund add column asked_at datetime(6);
update refund set asked_at = updated_at;
create index ix_refund_asked on refund (provider, asked_at);

-- What a currency was worth in the shop's own on a day, as the shop told it.
create table exchange_rate (
  currency      varchar(3)      not null,
  shop_currency varchar(3)      not null,
  valid_on      date            not null,
  rate          decimal(24, 12) not null,
  told_at       datetime(6)     not null,
  primary key (currency, shop_currency, valid_on)
) engine = InnoDB default charset = utf8mb4;

-- What a refund in another currency than the shop's was worth at the purchase and when it was paid.
create table exchange_difference (
  refund_id       uuid            not null primary key,
  shop_currency   varchar(3)      not null,
  purchase_rate   decimal(24, 12) not null,
  refund_rate     decimal(24, 12) not null,
  then_minor      bigint          not null,
  now_minor       bigint          not null,
  booked_at       datetime(6)     not null,
  constraint fk_difference_refund foreign key (refund_id) references refund (id)
) engine = InnoDB default charset = utf8mb4;
