-- Where a shopper wants money that could not go back the way it was paid. The account is encrypted by Retour, and null
-- once it was used; then its last four signs are all that is left.
create table payout_account (
  case_id   uuid           not null primary key,
  entry_no  int            not null,
  last_four varchar(4)     not null,
  given_by  varchar(100)   not null,
  given_at  datetime(6)    not null,
  sealed    varbinary(600),
  erased_at datetime(6)
) engine = InnoDB default charset = utf8mb4;
