-- what the overview of a brand counts over some days: payments by when they were booked (with all that is read of them, or
-- a quarter of a year is taken from the whole ledger), and orders by when they were placed
alter table ledger_entry add index ix_ledger_booked (account, booked_at, return_id, booking, amount_minor, currency);
alter table customer_order add index ix_order_placed (brand, placed_at);
