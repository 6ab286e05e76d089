-- A scan whose tracking number no parcel has, so that these few are found among all.
alter table tracking_event add column stray boolean not null default false;
update tracking_event e set e.stray = true
where not exists (select 1 from parcel p where p.tracking_number = e.tracking_number);
alter table tracking_event add index ix_stray_scan (stray, id);
