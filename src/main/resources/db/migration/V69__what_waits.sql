-- Tasks that wait for a person, and those that did. Written when the engine opens one, before anybody can see it.
create table open_task (
  element_instance_key  bigint       not null, -- the task's instance; another cluster may use it again
  about_id              uuid         not null, -- a claim, a return, a statement or a parcel
  instance_key          bigint       not null,
  process_id            varchar(100) not null,
  element_id            varchar(100) not null,
  task                  varchar(200) not null,
  candidate_group       varchar(60)  not null,
  opened_at             datetime(6)  not null,
  due_at                datetime(6),
  checked_at            datetime(6)  not null, -- when the engine last said that it is there
  ended_at              datetime(6),
  answered              boolean      not null default false, -- otherwise a time limit or an end took it away
  primary key (about_id, element_instance_key),
  index ix_open_task_due (ended_at, due_at),
  index ix_open_task_checked (ended_at, checked_at)
) engine = InnoDB default charset = utf8mb4;

-- Which steps of which process instance were done, the latest time of each: where a journey stands is worked out of them.
create table journey_step (
  instance_key    bigint       not null,
  element_id      varchar(100) not null,
  definition_key  bigint       not null,
  process_id      varchar(100) not null,
  case_id         uuid, -- a claim, a return or a statement, when the step was told of it
  done_at         datetime(6),
  failed_at       datetime(6),
  failure         varchar(500) not null default '',
  primary key (instance_key, element_id),
  index ix_journey_step_case (case_id)
) engine = InnoDB default charset = utf8mb4;

-- The diagram that runs under a key of the engine.
create table journey_diagram (
  definition_key  bigint       not null primary key,
  process_id      varchar(100) not null,
  version         int          not null,
  bpmn            mediumtext   not null
) engine = InnoDB default charset = utf8mb4;
