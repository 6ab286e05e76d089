-- What people answered in the journeys' tasks, in the words of the forms; append-only.
create table task_answer (
  element_instance_key  bigint       not null, -- the task's instance; another cluster may use it again
  about_id              uuid         not null, -- a return, a claim, a statement or a parcel
  task                  varchar(200) not null,
  answers               text         not null, -- a line for each field
  answered_at           datetime(6)  not null,
  primary key (about_id, element_instance_key)
) engine = InnoDB default charset = utf8mb4;
