-- A mail comes from the brand that the shopper bought from; empty for those of before.
alter table message
  add column brand varchar(40) not null default '';
