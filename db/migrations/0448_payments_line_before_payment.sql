-- A line that a bank booked before a payment left for it is not that payment, whoever says so: the day of leaving is that of
-- the paying entity's zone, where its bank keeps the account.

create function payments.check_line_day() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  early text;
begin
  select o.number into early
  from payments.order as o
  join access.entity as entity on entity.id = o.entity_id
  where o.entity_id = new.entity_id
    and o.id in (select each.id from jsonb_array_elements_text(new.order_ids::jsonb) as each (id))
    and new.booked_on < (o.sent_at at time zone entity.zone)::date
  limit 1;
  if early is null then
    return new;
  end if;
  raise exception 'the line was booked before the payment % left', early
    using errcode = '23514', constraint = 'line_is_not_before_its_payment';
end
$$;
create trigger line_is_not_before_its_payment before insert or update of verdict, order_ids on payments.statement_line
  for each row when (new.verdict in ('paid', 'returned', 'refunded'))
  execute function payments.check_line_day();
