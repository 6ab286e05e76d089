-- What an inspector answered to the checklist of a category (table inspection-checklist), once for each piece.
create table inspection_check (
  unit_id    uuid        not null,
  check_code varchar(40) not null,
  answer     varchar(20) not null,
  primary key (unit_id, check_code),
  constraint fk_inspection_check_unit foreign key (unit_id) references return_unit (id)
) engine = InnoDB default charset = utf8mb4;
