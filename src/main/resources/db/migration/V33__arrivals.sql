-- What is in our own hands. That a carrier says "delivered" is not enough: nobody can grade what nobody scanned in.

create table arrival (
  return_id   uuid         not null primary key,
  -- the warehouse or store that has the goods, empty if that was not told
  place       varchar(30)  not null,
  taken_by    varchar(100) not null,
  arrived_at  datetime(6)  not null,
  constraint fk_arrival_return foreign key (return_id) references return_case (id)
) engine = InnoDB default charset = utf8mb4;

insert ignore into arrival (return_id, place, taken_by, arrived_at)
  select return_id, store_id, taken_by, taken_at from hand_in where return_id is not null order by taken_at;

insert ignore into arrival (return_id, place, taken_by, arrived_at)
  select return_id, '', substring(detail, 13), at from case_event
   where kind = 'delivered' and detail like 'received by %' order by id;

insert ignore into arrival (return_id, place, taken_by, arrived_at)
  select return_id, '', recorded_by, recorded_at from blind_parcel where return_id is not null order by recorded_at;
