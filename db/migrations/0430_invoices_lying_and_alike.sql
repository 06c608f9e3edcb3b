-- An invoice for another buyer, or with another tax number than that of the entity, is laid before compliance as one of another
-- content is, when somebody claims with it.
alter table invoices.alert
  drop constraint invoice_alert_reason_is_known,
  add constraint invoice_alert_reason_is_known check (reason in
    ('number_twice', 'other_amount', 'facts_differ', 'check_negative', 'reversed_after_use', 'content_differs',
      'buyer_differs', 'buyer_number_differs'));

-- An invoice from abroad is told by its seller's name and its number, and one seller is written in two ways (X Ltd, X Limited): so
-- the same number of the same day, total and currency is looked up beside the key, in the whole group.
create index invoice_abroad_by_number on invoices.invoice (upper(regexp_replace(number, '[\s.,-]+', '', 'g')))
  where currency <> 'CNY';

create function invoices.alike(numbers text[])
returns table (key text, id text, number text, issued_on date, currency text, total_minor numeric)
language plpgsql security definer set search_path = invoices, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select i.key, i.id, i.number, i.issued_on, i.currency::text, i.total_minor
    from invoices.invoice as i
    where i.currency <> 'CNY'
      and upper(regexp_replace(i.number, '[\s.,-]+', '', 'g')) = any (numbers);
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function invoices.alike is
  'Which invoices from abroad have one of these numbers, whoever is written as their seller, in whichever entity of the group.';
revoke execute on function invoices.alike from public;
grant execute on function invoices.alike to {app};
