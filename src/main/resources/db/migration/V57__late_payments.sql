-- What the law gives on top of a refund that came late, once for each return.
create table late_payment (
  return_id      uuid         not null primary key,
  order_id       uuid         not null,
  refund_minor   bigint       not null,
  due_on         date         not null,
  through_on     date         not null,
  days_late      int          not null,
  uplift_percent int          not null,
  uplift_minor   bigint       not null,
  amount_minor   bigint       not null,
  currency       varchar(3)   not null,
  provision      varchar(30)  not null,
  reference      varchar(140) not null,
  owed_since     datetime(6)  not null,
  paid_at        datetime(6),
  constraint fk_late_payment_return foreign key (return_id) references return_case (id),
  constraint fk_late_payment_order foreign key (order_id) references customer_order (id)
) engine = InnoDB default charset = utf8mb4;

-- interest at the legal rate, a line for each rate that counted
create table late_payment_interest (
  return_id         uuid   not null,
  from_day          date   not null,
  until_day         date   not null,
  rate_basis_points int    not null,
  amount_minor      bigint not null,
  primary key (return_id, from_day),
  constraint fk_late_interest_payment foreign key (return_id) references late_payment (return_id)
) engine = InnoDB default charset = utf8mb4;
