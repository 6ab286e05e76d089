-- What was sold with the goods and is no thing, such as gift wrapping or an insurance: nothing of it
-- can come back, and it ends with the contract for the goods (CRD Art. 15).
alter table order_line add column extra boolean not null default false after final_sale;
