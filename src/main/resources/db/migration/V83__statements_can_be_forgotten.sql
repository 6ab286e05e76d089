-- A statement is never changed, but what a person wrote in it is taken out once it proves nothing any more: the facts stay.
drop trigger tr_withdrawal_statement_stays;

delimiter //
create trigger tr_withdrawal_statement_stays before update on withdrawal_statement for each row
begin
  if new.id <> old.id or new.brand <> old.brand or new.language <> old.language
    or new.received_through <> old.received_through or new.stated_at <> old.stated_at
    or new.received_at <> old.received_at or new.zone <> old.zone
    or (new.consumer_name <> old.consumer_name and new.consumer_name <> '[erased]')
    or (new.contract <> old.contract and new.contract <> '[erased]')
    or (new.items <> old.items and new.items <> '[erased]')
    or (new.contact <> old.contact and new.contact <> '[erased]')
    or (new.recorded_by <> old.recorded_by and new.recorded_by <> 'staff')
  then
    signal sqlstate '45000' set message_text = 'A statement is never changed';
  end if;
end//
delimiter ;
