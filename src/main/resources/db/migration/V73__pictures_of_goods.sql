-- What shops sell, as shoppers see it; drawn anew from what the shop sent.
create table item_picture (
  brand    varchar(40) not null,
  sku      varchar(60) not null,
  version  varchar(16) not null,
  content  mediumblob  not null,
  given_at datetime(6) not null,
  constraint pk_item_picture primary key (brand, sku)
) engine = InnoDB default charset = utf8mb4;
