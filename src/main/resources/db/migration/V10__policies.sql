-- Who is the same shopper: the e-mail without dots and tag before the at sign, and the postcode.
-- Both are kept in lower case and without blanks.
alter table customer_order
  add column identity varchar(280) as (
    concat(
      replace(substring_index(substring_index(email, '@', 1), '+', 1), '.', ''),
      '@', substring_index(email, '@', -1), '|', postcode)
  ) persistent,
  add index ix_order_identity (brand, identity, placed_at);
