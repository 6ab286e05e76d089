-- Pieces that an inspection refused, on their way back to the shopper: one parcel for each return (ADR 23). The row is there from
-- the moment that nothing is paid for them; what was refused before this has none.
create table send_back (
  return_id uuid not null primary key,
  due_at datetime(6) not null,
  carrier varchar(30),
  tracking_number varchar(60),
  label_pdf mediumblob,
  handed_over_at datetime(6),
  handed_over_by varchar(120),
  delivered_at datetime(6),
  key send_back_tracking (tracking_number),
  constraint send_back_of foreign key (return_id) references return_case (id)
);
