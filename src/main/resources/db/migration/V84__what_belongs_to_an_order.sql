-- Exports and erasures ask these by order.
alter table ledger_entry add index ix_ledger_order (order_id);
alter table credit_note add index ix_credit_note_order (order_id);
alter table deduction_objection add index ix_objection_order (order_id);
