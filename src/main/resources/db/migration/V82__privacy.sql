-- Who of staff saw or did what with a shopper's data. Nothing of a shopper is in here: a case is named by its number.
create table audit_entry (
  id          bigint       not null auto_increment primary key,
  at          datetime(6)  not null,
  who         varchar(100) not null,
  act         varchar(40)  not null,
  about       varchar(60)  not null, -- the number of a return or claim, or the id of a statement, a parcel or an erasure
  detail      varchar(200) not null,
  index ix_audit_about (about, id),
  index ix_audit_who (who, id),
  index ix_audit_at (at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_unicode_ci;

create trigger audit_entry_never_changes before update on audit_entry for each row
  signal sqlstate '45000' set message_text = 'The audit is append-only.';

delimiter //
-- what is old enough goes by its period; nobody takes away what is fresh
create trigger audit_entry_stays before delete on audit_entry for each row
begin
  if old.at > utc_timestamp() - interval 90 day then
    signal sqlstate '45000' set message_text = 'The audit is append-only: an entry stays for 90 days at least.';
  end if;
end//
delimiter ;

-- That somebody wanted to be forgotten, without saying who it was.
create table erasure (
  id            uuid         not null primary key,
  brand         varchar(40)  not null,
  asked_by      varchar(100) not null,
  asked_at      datetime(6)  not null,
  completed_at  datetime(6),
  index ix_erasure_open (completed_at, asked_at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_unicode_ci;

-- What of the person is still to be erased, and why not yet.
create table erasure_subject (
  erasure_id  uuid         not null,
  kind        varchar(20)  not null,
  subject_id  uuid         not null,
  number      varchar(60)  not null, -- as staff call it
  reason      varchar(30)  not null, -- why it waits; empty once it is done
  not_before  datetime(6),
  done_at     datetime(6),
  primary key (erasure_id, kind, subject_id),
  index ix_erasure_subject_open (done_at, not_before),
  constraint fk_erasure_subject foreign key (erasure_id) references erasure (id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_unicode_ci;

-- How far each rule of retention has come through what is old, so that no run looks at all of it.
create table retention_mark (
  rule        varchar(60) not null primary key,
  done_until  datetime(6) not null,
  last_id     uuid        not null,
  began_at    datetime(6) not null -- when it last started over from the oldest
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_unicode_ci;

alter table return_case add index ix_return_closed (closed_at, id);
alter table claim add index ix_claim_closed (closed_at, id);
alter table customer_order add index ix_order_age (placed_at, id);
alter table blind_parcel add index ix_blind_decided (decided_at, id);
alter table message add index ix_message_recipient (recipient);
alter table gift_return add index ix_gift_recipient (recipient);
alter table withdrawal_statement add index ix_statement_contact (contact);
