-- Claims have notes too: a note is about whatever has a case file, so it refers to no one table.
alter table internal_note drop foreign key fk_internal_note_return;
