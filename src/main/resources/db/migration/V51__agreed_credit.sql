-- The bonus that a shopper saw when choosing store credit in place of money. Returns of before have no line: nobody
-- kept what was shown.
create table agreed_credit (
  return_id     uuid        not null primary key,
  bonus_percent int         not null,
  agreed_at     datetime(6) not null
) engine = InnoDB default charset = utf8mb4;
