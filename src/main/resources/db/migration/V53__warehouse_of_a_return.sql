-- To which warehouse it goes, by its name in the table routing; its label says so.
alter table return_case add column warehouse varchar(40);
