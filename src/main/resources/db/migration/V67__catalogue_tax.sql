-- an article that is given for another one may be taxed at another rate
alter table catalogue_item add column tax_rate_bp int;
