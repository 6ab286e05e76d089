-- What is not as agreed can still be withdrawn from: a piece keeps both grounds.
alter table return_unit
  add column further_basis varchar(30) after legal_basis;

-- The ways back that were on offer when a return was registered: an offer to collect the goods ends
-- the trader's right to wait for them (CRD Art. 13(3)).
alter table return_case
  add column offered_methods varchar(300) not null default '' after method;

-- When a consumer first said about a piece that it is to come back, and by what: a statement of
-- withdrawal or a registered return. Append only. A label that expires or a return that is called
-- off ends the way back, not the right that was used in time (CRD Art. 11(2)).
create table stated_piece (
  order_line_id  uuid        not null,
  unit_no        int         not null,
  source_id      uuid        not null,
  sent_at        datetime(6) not null,
  received_at    datetime(6) not null,
  primary key (order_line_id, unit_no, source_id),
  constraint fk_stated_line foreign key (order_line_id) references order_line (id)
) engine = InnoDB default charset = utf8mb4;
