-- By which tables of ways back the fee was promised at the purchase: their checksums, with commas between them. The texts
-- are in decision_table. Nothing is known of orders that came before; they have the fee of the day.
alter table order_policy add column fee_tables varchar(300) not null default '' after free_methods;
