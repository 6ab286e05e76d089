-- Ways back: what an order line carries that decides how it may travel, QR codes, pickups, carrier claims.

alter table order_line add column battery varchar(20) not null default 'NONE' after final_sale;

-- one code per return; used_at is set by the one scan that counts
create table qr_code (
  return_id   uuid         not null primary key,
  issued_at   datetime(6)  not null,
  expires_at  datetime(6)  not null,
  used_at     datetime(6),
  used_point  varchar(60),
  constraint fk_qr_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;

-- one row for each try of a driver
create table pickup (
  return_id          uuid         not null,
  try_no             int          not null,
  slot_day           date         not null,
  slot_from          time         not null,
  slot_until         time         not null,
  state              varchar(20)  not null,
  carrier_reference  varchar(60),
  chosen_by          varchar(100) not null,
  primary key (return_id, try_no),
  constraint fk_pickup_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;

create table carrier_claim (
  parcel_id          uuid         not null primary key,
  tracking_number    varchar(60)  not null,
  reason             varchar(40)  not null,
  carrier_reference  varchar(60)  not null,
  opened_at          datetime(6)  not null,
  claim_by           datetime(6)  not null,
  constraint fk_claim_parcel foreign key (parcel_id) references parcel (id)
) engine = InnoDB default charset = utf8mb4;

-- what the simulated carrier would remember by itself
create table simulated_pickup (
  request_key  varchar(100) not null primary key,
  reference    varchar(60)  not null,
  slot         varchar(30)  not null,
  released_at  datetime(6)
) engine = InnoDB default charset = utf8mb4;

create table simulated_claim (
  request_key      varchar(100) not null primary key,
  reference        varchar(60)  not null,
  tracking_number  varchar(60)  not null
) engine = InnoDB default charset = utf8mb4;
