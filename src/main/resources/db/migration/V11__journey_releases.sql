-- Which journeys, tables and forms count. Times are UTC.

create table journey_release (
  id           bigint       not null auto_increment primary key,
  released_at  datetime(6)  not null,
  released_by  varchar(100) not null,
  -- whether it came with the application; its fingerprint says whether an application brings other files than the last
  packaged     boolean      not null,
  fingerprint  varchar(64)  not null
) engine = InnoDB default charset = utf8mb4;

create table journey_file (
  release_id  bigint       not null,
  name        varchar(100) not null,
  content     mediumtext   not null,
  primary key (release_id, name),
  constraint fk_file_release foreign key (release_id) references journey_release (id)
) engine = InnoDB default charset = utf8mb4;
