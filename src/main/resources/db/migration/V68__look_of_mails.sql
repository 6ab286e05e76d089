-- A mail goes out in the look of its brand, made of its words when it is sent: the language they are
-- in, and what its button opens and says. Mails of before have neither and go out as plain text.
alter table message
  add column language varchar(5) not null default '',
  add column link varchar(1000) not null default '',
  add column link_says varchar(80) not null default '';
