-- Whoever brings their own invoice once more made a slip, and somebody else who brings it is told to compliance: so the
-- look across the entities says as well who brought it.
drop function invoices.known(text[]);
create function invoices.known(keys text[])
returns table (
  key text, id text, entity_id text, currency text, total_minor numeric, recorded_by text, recorded_at timestamptz
)
language plpgsql security definer set search_path = invoices, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select i.key, i.id, i.entity_id, i.currency::text, i.total_minor, i.recorded_by, i.recorded_at
    from invoices.invoice as i
    where i.key = any (keys);
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function invoices.known is
  'Which of these invoice numbers are on record, in whichever entity of the group, and who brought each.';
revoke execute on function invoices.known from public;
grant execute on function invoices.known to {app};
