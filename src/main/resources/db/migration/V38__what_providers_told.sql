-- a web hook that names the payment only finds its refunds
alter table refund add index ix_refund_payment (provider, payment_reference);
