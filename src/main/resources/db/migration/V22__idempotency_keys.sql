-- Callers and keys are compared byte by byte: "A1" is not "a1", as it would be by the usual collation.

alter table idempotent_request
  modify principal   varchar(100) character set utf8mb4 collate utf8mb4_bin not null,
  modify request_key varchar(100) character set utf8mb4 collate utf8mb4_bin not null;
