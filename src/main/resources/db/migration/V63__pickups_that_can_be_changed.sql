-- Whether the journey that booked it waits for another slot; what was booked by an older version of
-- the diagram does not.
alter table pickup add column changeable boolean not null default false;
