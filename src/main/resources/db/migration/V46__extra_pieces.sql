-- What lay in a parcel and no return announced. Its journey is that of an unannounced parcel, which it is recorded as.
create table extra_piece (
  blind_parcel_id uuid         not null primary key,
  -- the return in whose parcel it lay
  return_id       uuid         not null,
  extra_no        int          not null,
  -- as read, empty if none could be read
  sku             varchar(60)  not null,
  description     varchar(200) not null,
  seen_as         varchar(1),
  constraint fk_extra_piece_parcel foreign key (blind_parcel_id) references blind_parcel (id),
  constraint fk_extra_piece_return foreign key (return_id) references return_case (id),
  constraint uq_extra_piece unique (return_id, extra_no)
) engine = InnoDB default charset = utf8mb4;
