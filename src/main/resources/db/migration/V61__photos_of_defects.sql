-- What a photo of an inspector shows, and of which piece; both are absent for photos of shoppers, which are of a line.
alter table return_photo
  add column unit_id uuid,
  add column shows varchar(200) not null default '';

-- Why something was taken off a piece, in the words that its shopper reads.
create table deduction_reason (
  unit_id   uuid          not null primary key,
  reason    varchar(1000) not null,
  given_at  datetime(6)   not null,
  constraint fk_deduction_unit foreign key (unit_id) references return_unit (id)
) engine = InnoDB default charset = utf8mb4;
