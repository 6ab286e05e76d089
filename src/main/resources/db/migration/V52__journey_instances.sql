-- Which process instance a claim or a statement of withdrawal is followed in; a return has its own in return_case.
create table journey_instance (
  case_id       uuid   not null primary key,
  instance_key  bigint not null
) engine = InnoDB default charset = utf8mb4;
