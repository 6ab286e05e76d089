-- One way to compare text everywhere. A table that said "default charset = utf8mb4" took what the server's version has
-- for that, one that said nothing took the server's own; a join over both then finds no index, or is refused.
-- Only tables that have another one are touched, so that big ones can be converted beforehand, in peace (docs/operations.md).
-- Two tables compare some of their columns byte by byte, on purpose; they follow below.
-- The only foreign key over text is taken off meanwhile: MariaDB changes neither side of one.
alter table SPRING_SESSION_ATTRIBUTES drop foreign key if exists SPRING_SESSION_ATTRIBUTES_FK;

delimiter //
begin not atomic
  for t in (
    select s.table_name as name from information_schema.tables s
     where s.table_schema = database() and s.table_type = 'BASE TABLE'
       and s.table_name not in ('flyway_schema_history', 'idempotent_request', 'webhook_subscription')
       and (s.table_collation <> 'utf8mb4_unicode_ci'
         or exists (select 1 from information_schema.columns c
                     where c.table_schema = database() and c.table_name = s.table_name
                       and c.collation_name <> 'utf8mb4_unicode_ci'))
  ) do
    execute immediate concat('alter table `', t.name, '` convert to character set utf8mb4 collate utf8mb4_unicode_ci');
  end for;
end//
delimiter ;

alter table SPRING_SESSION_ATTRIBUTES add constraint SPRING_SESSION_ATTRIBUTES_FK
  foreign key (SESSION_PRIMARY_ID) references SPRING_SESSION (PRIMARY_ID) on delete cascade;

alter table idempotent_request
  default character set utf8mb4 collate utf8mb4_unicode_ci,
  modify fingerprint  varchar(64)  character set utf8mb4 collate utf8mb4_unicode_ci not null,
  modify content_type varchar(100) character set utf8mb4 collate utf8mb4_unicode_ci,
  modify location     varchar(300) character set utf8mb4 collate utf8mb4_unicode_ci,
  modify body         longtext     character set utf8mb4 collate utf8mb4_unicode_ci;

alter table webhook_subscription
  default character set utf8mb4 collate utf8mb4_unicode_ci,
  modify brand        varchar(40)   character set utf8mb4 collate utf8mb4_unicode_ci not null,
  modify description  varchar(200)  character set utf8mb4 collate utf8mb4_unicode_ci not null,
  modify event_types  varchar(1000) character set utf8mb4 collate utf8mb4_unicode_ci not null,
  modify state        varchar(10)   character set utf8mb4 collate utf8mb4_unicode_ci not null,
  modify disabled_why varchar(300)  character set utf8mb4 collate utf8mb4_unicode_ci not null,
  modify created_by   varchar(300)  character set utf8mb4 collate utf8mb4_unicode_ci not null;
