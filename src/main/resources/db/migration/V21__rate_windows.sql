-- How often something was tried lately, counted for all copies of Retour together. Times are UTC.

create table rate_window (
  -- HMAC-SHA256 of what is counted: no address and no order number is kept here
  bucket   binary(32)  not null primary key,
  used     int         not null,
  ends_at  datetime(6) not null,
  index ix_rate_window_end (ends_at)
) engine = InnoDB default charset = utf8mb4;
