-- Statements of withdrawal (CRD Art. 11, 11a) and what became of them. All of it is append-only.

create table withdrawal_statement (
  id                uuid          not null primary key,
  brand             varchar(40)   not null,
  consumer_name     varchar(200)  not null,
  contract          varchar(200)  not null,
  items             varchar(2000) not null,
  contact           varchar(254)  not null,
  language          varchar(5)    not null,
  received_through  varchar(20)   not null,
  stated_at         datetime(6)   not null,
  received_at       datetime(6)   not null,
  zone              varchar(40)   not null,
  recorded_by       varchar(100)  not null,
  index ix_statement_received (received_at, id)
) engine = InnoDB default charset = utf8mb4;

-- what was stated cannot be changed any more, by whatever way
create trigger tr_withdrawal_statement_stays before update on withdrawal_statement
  for each row signal sqlstate '45000' set message_text = 'A statement is never changed';

-- lines that the channel named; not checked against any order, since a statement is never refused
create table withdrawal_statement_line (
  statement_id   uuid not null,
  order_line_id  uuid not null,
  quantity       int  not null,
  primary key (statement_id, order_line_id),
  constraint fk_statement_line foreign key (statement_id) references withdrawal_statement (id)
) engine = InnoDB default charset = utf8mb4;

create table withdrawal_contract (
  statement_id  uuid        not null primary key,
  order_id      uuid        not null,
  found_at      datetime(6) not null,
  constraint fk_contract_statement foreign key (statement_id) references withdrawal_statement (id),
  constraint fk_contract_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

create table withdrawal_item (
  statement_id   uuid not null,
  order_line_id  uuid not null,
  quantity       int  not null,
  primary key (statement_id, order_line_id),
  constraint fk_item_statement foreign key (statement_id) references withdrawal_statement (id),
  constraint fk_item_line foreign key (order_line_id) references order_line (id)
) engine = InnoDB default charset = utf8mb4;

create table withdrawal_outcome (
  statement_id      uuid        not null,
  order_line_id     uuid        not null,
  quantity          int         not null,
  withdrawal_class  varchar(30) not null,
  provision         varchar(40) not null,
  decided_at        datetime(6) not null,
  primary key (statement_id, order_line_id),
  constraint fk_outcome_statement foreign key (statement_id) references withdrawal_statement (id),
  constraint fk_outcome_line foreign key (order_line_id) references order_line (id)
) engine = InnoDB default charset = utf8mb4;

create table withdrawal_event (
  id            bigint       not null auto_increment primary key,
  statement_id  uuid         not null,
  at            datetime(6)  not null,
  actor         varchar(100) not null,
  kind          varchar(40)  not null,
  occasion      varchar(60)  not null,
  detail        varchar(500) not null,
  constraint uq_withdrawal_event unique (statement_id, kind, occasion),
  constraint fk_event_statement foreign key (statement_id) references withdrawal_statement (id)
) engine = InnoDB default charset = utf8mb4;

-- the statement that a return carries out, and when it was sent, which is what counts (Art. 11(2))
alter table return_case
  add column withdrawal_statement_id uuid,
  add column withdrawal_sent_at datetime(6),
  add index ix_return_statement (withdrawal_statement_id);
