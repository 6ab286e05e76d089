-- At most one copy deploys to Camunda at a time, and no transaction is open while Camunda is asked. A lease that ran
-- out tells that nobody knows what Camunda took: the set that counts is then deployed again.

create table deployment_lease (
  one           boolean     not null default true primary key,
  token         uuid        not null,
  leased_until  datetime(6) not null,
  constraint ck_deployment_lease check (one = 1)
) engine = InnoDB default charset = utf8mb4;
