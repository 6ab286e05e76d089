-- Where integrators want to be told what happens to returns of a brand, and the secrets it is signed with.
create table webhook_subscription (
  id           uuid          not null primary key,
  brand        varchar(40)   not null,
  url          varchar(500)  character set utf8mb4 collate utf8mb4_bin not null,
  description  varchar(200)  not null,
  -- names with a comma between them; empty for all
  event_types  varchar(1000) not null,
  state        varchar(10)   not null,
  disabled_why varchar(300)  not null,
  created_by   varchar(300)  not null,
  created_at   datetime(6)   not null,
  constraint uq_webhook_subscription unique (brand, url)
) engine = InnoDB default charset = utf8mb4;

create table webhook_secret (
  id              uuid           not null primary key,
  subscription_id uuid           not null,
  sealed          varbinary(300) not null,
  created_at      datetime(6)    not null,
  -- when it signs no more; absent for the newest
  ends_at         datetime(6),
  constraint fk_webhook_secret foreign key (subscription_id) references webhook_subscription (id) on delete cascade
) engine = InnoDB default charset = utf8mb4;
