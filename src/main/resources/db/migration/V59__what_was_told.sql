-- What the trader told before the purchase, a fact for each duty. Who said only that of the right of
-- withdrawal is taken to mean all of them.
alter table customer_order
  add column return_cost_informed boolean not null default (withdrawal_informed) after withdrawal_informed,
  add column exemptions_informed boolean not null default (withdrawal_informed) after return_cost_informed;
update customer_order
   set return_cost_informed = withdrawal_informed, exemptions_informed = withdrawal_informed;
