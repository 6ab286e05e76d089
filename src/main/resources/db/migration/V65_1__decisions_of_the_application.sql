-- What the application asks a table by itself, such as the order of the means of payment, has no
-- task of a journey: process version 0, and 0, -1, -2 ... where a task's instance stands, one for
-- each time that the answer about the same subject was another.
alter table decision
  drop constraint uq_decision,
  add constraint uq_decision unique (return_id, element_instance_key, decision_id, subject);
