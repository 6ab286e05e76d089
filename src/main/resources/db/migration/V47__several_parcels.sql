-- In how many parcels the shopper sends it; each gets a label of its own.
alter table return_case add column parcels int not null default 1;
