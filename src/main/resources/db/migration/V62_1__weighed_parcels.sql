-- What a parcel weighed at the carrier's scan, if the carrier says.
alter table tracking_event add column weight_grams int;
