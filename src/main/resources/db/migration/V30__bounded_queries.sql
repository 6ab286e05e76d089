-- Each list that a person or a program reads has an end, and an index that carries it.

-- the desk: what is open, and what begins with that number, is of that address or of that article
alter table return_case add index ix_return_open (outcome, registered_at, id);
alter table customer_order
  add index ix_order_number (order_number),
  add index ix_order_email (email);
alter table return_unit add index ix_unit_sku (sku);
alter table claim add index ix_claim_raised (raised_at, id);
alter table blind_parcel add index ix_blind_recorded (recorded_at);

-- scans of a parcel, whoever carried it
alter table tracking_event add index ix_tracking_number (tracking_number, occurred_at);

-- who plays carrier and warehouse
alter table parcel add index ix_parcel_status (status, created_at);

-- keys that are kept for a while only
alter table idempotent_request add index ix_request_age (created_at);
