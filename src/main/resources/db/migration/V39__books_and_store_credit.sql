-- What is booked stays: a mistake is put right by the opposite booking.
create trigger ledger_entry_never_changes before update on ledger_entry for each row
  signal sqlstate '45000' set message_text = 'The ledger is append-only: book the opposite instead of changing an entry.';
create trigger ledger_entry_never_goes before delete on ledger_entry for each row
  signal sqlstate '45000' set message_text = 'The ledger is append-only: book the opposite instead of deleting an entry.';

-- How much of a credit is bonus, until when each part can be spent (null: without end), by which rule, and when and to
-- what the shopper agreed.
alter table store_credit
  add column bonus_minor      bigint       not null default 0,
  add column value_expires_on date,
  add column bonus_expires_on date,
  add column provision        varchar(60)  not null default '',
  add column zone             varchar(60)  not null default 'Europe/Amsterdam',
  add column consent          varchar(200),
  add column consented_at     datetime(6),
  add index ix_credit_value_expiry (value_expires_on),
  add index ix_credit_bonus_expiry (bonus_expires_on);

update store_credit c join refund_grant g on g.id = c.grant_id set c.bonus_minor = g.bonus_minor;

-- What became of credits; append-only. Taken is negative, given back positive.
create table store_credit_movement (
  id          uuid         not null primary key,
  credit_id   uuid         not null,
  movement_no int          not null,
  kind        varchar(20)  not null,
  value_minor bigint       not null,
  bonus_minor bigint       not null,
  currency    varchar(3)   not null,
  reference   varchar(100) not null,
  reverses_id uuid,
  moved_at    datetime(6)  not null,
  constraint uq_credit_movement unique (credit_id, movement_no),
  constraint fk_movement_credit foreign key (credit_id) references store_credit (id),
  constraint fk_movement_reverses foreign key (reverses_id) references store_credit_movement (id)
) engine = InnoDB default charset = utf8mb4;

create trigger store_credit_movement_never_changes before update on store_credit_movement for each row
  signal sqlstate '45000' set message_text = 'Movements of store credits are append-only.';
create trigger store_credit_movement_never_goes before delete on store_credit_movement for each row
  signal sqlstate '45000' set message_text = 'Movements of store credits are append-only.';
