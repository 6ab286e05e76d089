-- What staff tell each other about a return; no shopper sees it, and it is never changed.
create table internal_note (
  id          uuid          not null primary key, -- chosen by the page, so that a second click writes no second note
  return_id   uuid          not null,
  written_at  datetime(6)   not null,
  written_by  varchar(100)  not null,
  words       varchar(2000) not null,
  index ix_internal_note (return_id, written_at),
  constraint fk_internal_note_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;
create trigger internal_note_never_changes before update on internal_note for each row
  signal sqlstate '45000' set message_text = 'A note is never changed: write another one.';
