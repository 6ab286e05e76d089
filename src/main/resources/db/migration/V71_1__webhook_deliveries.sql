-- What is told: the very bytes that are signed, once for each fact, and a row for each subscription that wants to know.
create table webhook_event (
  id       uuid         not null primary key,
  brand   varchar(40)  not null,
  type    varchar(40)  not null,
  -- what can be said again and must not count twice; absent when the fact itself happens once
  occasion varchar(100),
  body    text         not null,
  at      datetime(6)  not null,
  constraint uq_webhook_event unique (occasion),
  index ix_webhook_event_at (at)
) engine = InnoDB default charset = utf8mb4;

create table webhook_delivery (
  id              uuid         not null primary key,
  subscription_id uuid         not null,
  event_id        uuid         not null,
  state           varchar(10)  not null,
  attempts        int          not null,
  created_at      datetime(6)  not null,
  -- absent when it is done
  next_attempt_at datetime(6),
  last_attempt_at datetime(6),
  last_status     int,
  last_error      varchar(300) not null,
  done_at         datetime(6),
  constraint uq_webhook_delivery unique (subscription_id, event_id),
  constraint fk_webhook_delivery_subscription foreign key (subscription_id)
    references webhook_subscription (id) on delete cascade,
  constraint fk_webhook_delivery_event foreign key (event_id) references webhook_event (id),
  index ix_webhook_delivery_due (subscription_id, next_attempt_at),
  index ix_webhook_delivery_waiting (next_attempt_at),
  index ix_webhook_delivery_newest (subscription_id, created_at, id),
  index ix_webhook_delivery_state (state, subscription_id, created_at),
  index ix_webhook_delivery_done (done_at)
) engine = InnoDB default charset = utf8mb4;
