-- A piece that an agent refused was never paid and stays the shopper's, so no return holds it once that is decided (ADR 21).
-- What was paid before anybody saw it, as lost or at the drop-off scan, is left as it is.
update return_unit u
  join return_case r on r.id = u.return_id
set u.settlement = 'NONE', u.held_piece = null
where u.accepted = false
  and (r.outcome = 'SETTLED' or exists (select 1 from refund_grant g where g.return_id = r.id))
  and not exists (select 1 from case_event e where e.return_id = r.id and e.kind = 'found-after-loss')
  and not exists (select 1 from refund_grant g where g.return_id = r.id and g.at_drop_off);
