-- A shopper does not agree with what was taken off; a person looks again, and what is given back is a grant of its own.
create table deduction_objection (
  id         uuid          not null primary key,
  return_id  uuid          not null,
  order_id   uuid          not null,
  words      varchar(1000) not null,
  stated_at  datetime(6)   not null,
  outcome    varchar(20),
  answer     varchar(1000) not null default '',
  closed_at  datetime(6),
  constraint uq_objection_return unique (return_id),
  constraint fk_objection_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;
