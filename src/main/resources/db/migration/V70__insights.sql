-- what the overview of a brand counts over some days: payments by when they were booked, and orders by when they were placed
alter table ledger_entry add index ix_ledger_booked (account, booked_at);
alter table customer_order add index ix_order_placed (brand, placed_at);
