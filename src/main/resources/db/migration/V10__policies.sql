-- Who is the same shopper: the e-mail without dots and tag before the at sign, and the postcode.
-- Both are kept in lower case and without blanks.
alter table customer_order
  add column identity varchar(280) as (
    concat(
      replace(substring_index(substring_index(email, '@', 1), '+', 1), '.', ''),
      '@', substring_index(email, '@', -1), '|', postcode)
  ) persistent,
  add index ix_order_identity (brand, identity, placed_at);

-- What the shop promised at the time of the purchase, as the table shop-policy said then.
create table order_policy (
  order_id       uuid         not null primary key,
  window_days    int          not null,
  free_methods   varchar(300) not null,
  table_checksum varchar(64)  not null,
  taken_at       datetime(6)  not null,
  constraint fk_policy_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;
