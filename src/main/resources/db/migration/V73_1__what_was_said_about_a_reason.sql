-- The answer to the question that follows a reason, for pieces whose shopper gave one.
create table reason_detail (
  unit_id uuid        not null primary key,
  detail  varchar(30) not null,
  constraint fk_reason_detail_unit foreign key (unit_id) references return_unit (id)
) engine = InnoDB default charset = utf8mb4;
