-- The ground that an inspector gave for destroying a piece: what the grade says is told again, and this with it.
create table destruction_ground (
  unit_id    uuid         not null primary key,
  derogation varchar(40)  not null,
  evidence   varchar(200) not null,
  constraint fk_destruction_ground_unit foreign key (unit_id) references return_unit (id)
) engine = InnoDB default charset = utf8mb4;
