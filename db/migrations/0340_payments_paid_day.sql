-- The day on which something was paid is the bank's: it comes with the payment, and later only a line of a statement that
-- shows the payment on another day puts it right. The books follow by a reversal.

create function payments.check_paid_day() returns trigger
language plpgsql
as $$
begin
  if new.paid_on is not distinct from old.paid_on then
    return new;
  end if;
  if old.state <> 'paid' and new.state = 'paid' then
    return new;
  end if;
  if new.state in ('paid', 'returned') and exists (
    select from payments.statement_line as line
    where line.entity_id = new.entity_id
      and line.verdict = 'paid'
      and line.booked_on = new.paid_on
      and line.order_ids::jsonb ? new.id
  ) then
    return new;
  end if;
  raise exception 'only a line of a statement changes the day on which something was paid'
    using errcode = '23514', constraint = 'paid_day_is_the_banks';
end
$$;
create trigger paid_day_is_the_banks before update of paid_on on payments.order
  for each row execute function payments.check_paid_day();
