-- What an agent found a fault to take off the value of the piece. It went back when the remedy is
-- REDUCTION; the piece is free then, and a later refund of it is less by this.
alter table claim_unit add column reduction_minor bigint;
