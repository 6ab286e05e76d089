-- Since when a refund may be known to its provider, whose memory of our keys is not for ever.
alter table refund
  add column planned_at datetime(6) not null default '1970-01-01';
update refund set planned_at = updated_at;
