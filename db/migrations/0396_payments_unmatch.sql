-- A line that says the wrong thing is taken back with a reason, and another person says what it is. What it had settled
-- goes back to where it stood before: a payment is unknown again, a return did not happen.

alter table payments.statement_line
  add column unmatched_by text references access.person,
  add column unmatched_at timestamptz(3),
  add column unmatch_reason text,
  add constraint unmatch_is_whole check (
    (unmatched_by is null) = (unmatched_at is null) and (unmatched_by is null) = (unmatch_reason is null)
  ),
  add constraint unmatcher_never_answers check (answered_by <> unmatched_by);

insert into payments.order_transition (from_state, to_state) values ('paid', 'unknown'), ('returned', 'paid');

-- Nothing but a line that was taken back, and that no other line stands for, undoes what a statement showed.
create function payments.check_unmatched() returns trigger
language plpgsql
as $$
declare
  was text := case old.state when 'paid' then 'paid' else 'returned' end;
begin
  if exists (
    select from payments.statement_line as line
    where line.entity_id = new.entity_id
      and line.verdict = 'ask'
      and line.unmatched_by is not null
      and line.order_ids::jsonb ? new.id
  ) and not exists (
    select from payments.statement_line as line
    where line.entity_id = new.entity_id
      and line.verdict = was
      and line.order_ids::jsonb ? new.id
  ) then
    return null;
  end if;
  raise exception 'only a line that was taken back undoes what a statement showed of a payment'
    using errcode = '23514', constraint = 'only_a_line_taken_back_undoes';
end
$$;
create constraint trigger only_a_line_taken_back_undoes after update of state on payments.order
  deferrable initially deferred for each row
  when ((old.state = 'paid' and new.state = 'unknown') or (old.state = 'returned' and new.state = 'paid'))
  execute function payments.check_unmatched();

create or replace function payments.check_paid_day() returns trigger
language plpgsql
as $$
begin
  if new.paid_on is not distinct from old.paid_on then
    return new;
  end if;
  if old.state <> 'paid' and new.state = 'paid' then
    return new;
  end if;
  if old.state = 'paid' and new.state = 'unknown' and new.paid_on is null then
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
