-- Which very pieces were sold, where the shop told it, and which an unannounced parcel holds. A piece that was resold has one row for each order.
create table serial_number (
  order_line_id  uuid         not null,
  order_id       uuid         not null,
  serial_number  varchar(60)  not null,
  primary key (order_line_id, serial_number),
  constraint fk_serial_line foreign key (order_line_id) references order_line (id),
  constraint fk_serial_order foreign key (order_id) references customer_order (id),
  index ix_serial_number (serial_number)
) engine = InnoDB default charset = utf8mb4;

alter table blind_parcel add column serial_numbers varchar(1000) not null default '';
