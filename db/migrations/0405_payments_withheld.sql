-- What is paid to a natural person may be income that is taxed at its source (劳务报酬, 偶然所得): the order pays what is left
-- after the individual income tax that is withheld, and takes both off what is owed.

alter table payments.order
  add column withheld_minor numeric(20,0) not null default 0,
  add constraint withheld_is_never_negative check (withheld_minor >= 0),
  add constraint withheld_needs_an_exception check (withheld_minor = 0 or exception_id is not null);
comment on column payments.order.withheld_minor is
  'Individual income tax that is withheld from a natural person: owed of the benefit, and not paid out to the payee.';

-- Pay for services of a month is one income, whatever the benefits it was paid for.
create index order_by_person on payments.order (payee_id) where exception_id is not null;

create function payments.owed_by(o payments.order) returns numeric
language sql immutable
as $$
  select o.minor + o.withheld_minor
$$;
comment on function payments.owed_by is
  'What an order takes off what is owed: what leaves the house, and the tax that is withheld.';

-- As before; what is withheld is never changed either.
create or replace function payments.check_move() returns trigger
language plpgsql
as $$
begin
  if new.state <> old.state and not exists (
    select from payments.order_transition where from_state = old.state and to_state = new.state
  ) then
    raise exception 'a payment order cannot go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'order_move_is_allowed';
  end if;
  if (new.id, new.entity_id, new.number, new.request_id, new.benefit_id, new.way, new.form,
      new.payee_kind, new.payee_id,
      new.account_id, new.account_version, new.currency, new.minor, new.withheld_minor,
      new.purpose, new.end_to_end_id, new.made_by,
      new.made_at, coalesce(new.claim_id, ''), coalesce(new.clause_id, ''), coalesce(new.exception_id, ''))
    is distinct from
    (old.id, old.entity_id, old.number, old.request_id, old.benefit_id, old.way, old.form,
      old.payee_kind, old.payee_id,
      old.account_id, old.account_version, old.currency, old.minor, old.withheld_minor,
      old.purpose, old.end_to_end_id, old.made_by,
      old.made_at, coalesce(old.claim_id, ''), coalesce(old.clause_id, ''), coalesce(old.exception_id, ''))
    or (old.checked_by is not null and new.checked_by is distinct from old.checked_by)
  then
    raise exception 'what a payment order says is never changed'
      using errcode = '23514', constraint = 'order_is_never_edited';
  end if;
  return new;
end
$$;

-- As before, with what is withheld.
create or replace function payments.is_booked(o payments.order) returns boolean
language sql stable
as $$
  select case when o.state = 'paid' then exists (
      select from ledger.entry where document_id = o.id and document_type = 'payment_order'
        and object_id = o.benefit_id and object_type = 'benefit'
    )
    else payments.owed_by(o) <= (
      select coalesce(sum(case line.account when 'commitment' then line.minor else -line.minor end), 0)
      from ledger.entry as entry
      join ledger.line as line on line.entry_id = entry.id
      where entry.object_id = o.benefit_id
        and entry.object_type = 'benefit'
        and line.account in ('commitment', 'payable')
        and line.currency = o.currency
    )
  end
$$;

create or replace function payments.check_order() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  o payments.order;
  broken text;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  select * into o from payments.order where id = new.id;
  -- What a bank reports of an order that was sent is a fact: only what is still to leave is held back.
  if o.state in ('prepared', 'checked', 'sent') then
    broken := case
      when not payments.is_approved(o) then 'order_rests_on_an_approved_benefit'
      when not payments.is_right_payee(o) then 'order_pays_the_right_payee'
      when not payments.has_agreement(o) then 'order_rests_on_an_agreement'
      when not payments.is_current_account(o) then 'order_names_the_current_account'
      when not payments.are_apart(o) then 'order_has_people_apart'
      when o.state <> 'prepared' and not payments.is_booked(o) then 'order_rests_on_a_booked_entry'
    end;
  elsif o.state = 'paid' and not payments.is_booked(o) then
    broken := 'paid_order_is_booked';
  end if;
  if broken is null and not exists (
    select from payments.payable as payable
    where payable.id = o.benefit_id
      and payable.entity_id = o.entity_id
      and payable.ordered_minor = (
        select coalesce(sum(payments.owed_by(own)), 0)
        from payments.order as own
        join payments.order_state as state on state.name = own.state
        where own.benefit_id = o.benefit_id and state.is_live
      )
      and payable.paid_minor = (
        select coalesce(sum(payments.owed_by(own)), 0) from payments.order as own
        where own.benefit_id = o.benefit_id and own.state = 'paid'
      )
  ) then
    broken := 'orders_are_counted';
  end if;
  if broken is null and o.claim_id is not null and (
    select coalesce(sum(payments.owed_by(own)), 0)
    from payments.order as own
    join payments.order_state as state on state.name = own.state
    where own.benefit_id = o.benefit_id and own.claim_id = o.claim_id and state.is_live
  ) > (
    select line.minor from payments.claim_line as line
    where line.claim_id = o.claim_id and line.benefit_id = o.benefit_id
  ) then
    broken := 'never_ordered_above_the_claim';
  end if;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'the payment order % is held by the interlock: %', o.number, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;
