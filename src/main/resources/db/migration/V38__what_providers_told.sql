-- a web hook that names the payment only finds its refunds
alter table refund add index ix_refund_payment (provider, payment_reference);

-- What Adyen told of refunds and disputes, which its API cannot be asked for. Nothing of cards or
-- shoppers. Deleted after a while (retour.retention.provider-events).
create table adyen_event (
  id                  bigint       not null auto_increment primary key,
  psp_reference       varchar(80)  not null,
  original_reference  varchar(80)  not null,
  merchant_reference  varchar(80)  not null,
  event_code          varchar(60)  not null,
  success             boolean      not null,
  reason              varchar(300) not null,
  amount_minor        bigint       not null,
  currency            varchar(3)   not null,
  occurred_at         datetime(6)  not null,
  received_at         datetime(6)  not null,
  constraint uq_adyen_event unique (psp_reference, event_code, success, occurred_at),
  index ix_adyen_event_merchant (merchant_reference),
  index ix_adyen_event_original (original_reference),
  index ix_adyen_event_received (received_at)
) engine = InnoDB default charset = utf8mb4;
