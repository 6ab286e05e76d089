-- What the shop charged as tax for a line, when it said so; and kits, whose parts are lines.
alter table order_line
  add column tax_minor       bigint,
  add column kit_no          int,
  add column kit_sku         varchar(60),
  add column kit_title       varchar(200),
  add column kit_pieces_each int;

-- The tax in the delivery's price; and the shop's own currency, with what one unit of the paid one was worth.
alter table customer_order
  add column shipping_tax_rate_bp int            not null default 0,
  add column shop_currency        varchar(3),
  add column exchange_rate        decimal(24, 12);

-- Discounts on a condition.
create table order_promotion (
  id             uuid        not null primary key,
  order_id       uuid        not null,
  promotion_no   int         not null,
  code           varchar(60) not null,
  discount_minor bigint      not null,
  minimum_minor  bigint,
  minimum_pieces int         not null,
  line_nos       varchar(2000) not null,
  constraint uq_order_promotion unique (order_id, promotion_no),
  constraint fk_promotion_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;
