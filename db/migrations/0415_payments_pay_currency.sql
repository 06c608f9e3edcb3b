-- What was given in a foreign currency may be reimbursed, or paid to its vendor, in the currency of the entity's books. A
-- line then keeps two amounts: what it closes of the benefit, by which everything is measured as before, and what is paid,
-- with the rate of the day of the giving beside it. An order, and what comes back of it, is in the currency that is paid.

alter table payments.claim
  add column pay_currency char(3),
  add column pay_minor numeric(20,0),
  add constraint claim_pays_whole check ((pay_currency is null) = (pay_minor is null)),
  add constraint claim_pays_another_currency check (pay_currency <> currency),
  add constraint claim_pays_something check (pay_minor > 0);
comment on column payments.claim.pay_currency is
  'The currency in which it is paid, where that is not the one of its benefits; empty where it is.';
comment on column payments.claim.pay_minor is 'What is paid in that currency: the sum of its lines.';

alter table payments.claim_line
  add column pay_currency char(3),
  add column pay_minor numeric(20,0),
  add column day_minor numeric(20,0),
  add column rate text,
  add column rate_on date,
  add column rate_table text,
  add column pay_source text,
  add column proof_id text,
  add constraint line_pays_whole check (
    (pay_currency is null) = (pay_minor is null) and (pay_currency is null) = (day_minor is null)
    and (pay_currency is null) = (rate is null) and (pay_currency is null) = (rate_on is null)
    and (pay_currency is null) = (rate_table is null) and (pay_currency is null) = (pay_source is null)
  ),
  add constraint line_pays_another_currency check (pay_currency <> currency),
  add constraint line_pays_something check (pay_minor > 0 and day_minor > 0),
  add constraint line_pays_near_the_rate check (pay_minor * 100 <= day_minor * 120),
  add constraint rate_is_positive check (rate ~ '^[0-9]{1,12}(\.[0-9]{1,10})?$' and rate ~ '[1-9]'),
  add constraint rate_table_is_known check (rate_table in ('own', 'sample')),
  add constraint pay_source_is_known check (pay_source in ('day_rate', 'card', 'invoice')),
  add constraint day_rate_pays_no_more check (pay_source <> 'day_rate' or pay_minor = day_minor),
  add constraint card_amount_has_its_proof check ((pay_source = 'card') = (proof_id is not null));
comment on column payments.claim_line.pay_minor is
  'What is paid for it in another currency than that of its benefit; `minor` is what it closes of the benefit.';
comment on column payments.claim_line.day_minor is
  'What it comes to at the rate of the day on which it was given: by this a typed amount is measured.';
comment on column payments.claim_line.pay_source is
  'Where the amount that is paid comes from: the rate of the day, what a card was charged, or what an invoice says.';

alter table payments.order
  add column closes_currency char(3),
  add column closes_minor numeric(20,0),
  add constraint closes_is_whole check ((closes_currency is null) = (closes_minor is null)),
  add constraint closes_another_currency check (closes_currency <> currency),
  add constraint closes_something check (closes_minor > 0),
  add constraint closes_rests_on_a_claim check (closes_minor is null or claim_id is not null);
comment on column payments.order.closes_minor is
  'What it takes off what is owed of its benefit, in that one’s currency, where it pays another; empty where it does not.';

alter table payments.refund
  add column closes_currency char(3),
  add column closes_minor numeric(20,0),
  add constraint refund_closes_whole check ((closes_currency is null) = (closes_minor is null)),
  add constraint refund_opens_nothing_below_zero check (closes_minor >= 0);
comment on column payments.refund.closes_minor is
  'How much of the benefit came back with it, in that one’s currency, where the payment was made in another.';

create or replace function payments.owed_by(o payments.order) returns numeric
language sql immutable
as $$
  select coalesce(o.closes_minor, o.minor + o.withheld_minor)
$$;
comment on function payments.owed_by is
  'What an order takes off what is owed of its benefit, in the currency of that one.';

-- As before; in what currency it is paid, and how much, is never changed either.
create or replace function payments.check_claim_move() returns trigger
language plpgsql
as $$
begin
  if new.state <> old.state and not exists (
    select from payments.claim_transition where from_state = old.state and to_state = new.state
  ) then
    raise exception 'a claim cannot go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'claim_move_is_allowed';
  end if;
  if (new.id, new.entity_id, new.number, new.claimant_id, new.way, new.payee_id, new.currency, new.minor,
      new.file_ids, new.filed_at, new.days_after, new.is_late, coalesce(new.on_behalf, ''),
      coalesce(new.pay_currency, ''), coalesce(new.pay_minor, 0))
    is distinct from
    (old.id, old.entity_id, old.number, old.claimant_id, old.way, old.payee_id, old.currency, old.minor,
      old.file_ids, old.filed_at, old.days_after, old.is_late, coalesce(old.on_behalf, ''),
      coalesce(old.pay_currency, ''), coalesce(old.pay_minor, 0))
  then
    raise exception 'what a claim says is never changed'
      using errcode = '23514', constraint = 'claim_is_never_edited';
  end if;
  return new;
end
$$;

-- As before, and: what is paid is the sum of the lines, each in the currency of the books and with its proof.
create or replace function payments.check_claim() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  c payments.claim;
  broken text;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  select * into c from payments.claim where id = new.id;
  broken := case
    when c.minor <> (select coalesce(sum(minor), 0) from payments.claim_line where claim_id = c.id)
      then 'claim_is_the_sum_of_its_lines'
    when coalesce(c.pay_minor, 0)
        <> (select coalesce(sum(pay_minor), 0) from payments.claim_line where claim_id = c.id)
      or exists (
        select from payments.claim_line as line
        where line.claim_id = c.id
          and (line.currency, coalesce(line.pay_currency, '')) <> (c.currency, coalesce(c.pay_currency, ''))
      ) then 'claim_pays_the_sum_of_its_lines'
    -- When it is filed: an entity may keep its books in another currency later.
    when tg_op = 'INSERT' and c.pay_currency
        is distinct from (select currency from access.entity where id = c.entity_id)
      and c.pay_currency is not null then 'claim_pays_in_the_currency_of_the_books'
    when exists (
      select from payments.claim_line as line
      where line.claim_id = c.id
        and (line.pay_source = 'card' and (c.way <> 'reimbursement' or not c.file_ids::jsonb ? line.proof_id)
          or line.pay_source = 'invoice' and c.way <> 'vendor')
    ) then 'paid_amount_is_proven'
    when exists (
      select from payments.claim_line as line
      join requests.request as request on request.id = line.request_id
      where line.claim_id = c.id
        and (c.on_behalf is null and request.requester_id <> c.claimant_id
          or c.way = 'reimbursement' and request.requester_id <> c.payee_id)
    ) then 'claim_for_others_says_why'
    when exists (
      select from payments.claim_line as line
      where line.claim_id = c.id and not exists (
        select from payments.payable as payable
        where payable.id = line.benefit_id and payable.claimed_minor = (
          select coalesce(sum(own.minor), 0) from payments.claim_line as own
          join payments.claim as claim on claim.id = own.claim_id
          where own.benefit_id = line.benefit_id and claim.state not in ('refused', 'withdrawn')
        )
      )
    ) then 'claims_are_counted'
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'the claim % does not hold: %', c.number, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;

-- As before; what it closes is never changed either.
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
      new.made_at, coalesce(new.claim_id, ''), coalesce(new.clause_id, ''), coalesce(new.exception_id, ''),
      coalesce(new.closes_currency, ''), coalesce(new.closes_minor, 0))
    is distinct from
    (old.id, old.entity_id, old.number, old.request_id, old.benefit_id, old.way, old.form,
      old.payee_kind, old.payee_id,
      old.account_id, old.account_version, old.currency, old.minor, old.withheld_minor,
      old.purpose, old.end_to_end_id, old.made_by,
      old.made_at, coalesce(old.claim_id, ''), coalesce(old.clause_id, ''), coalesce(old.exception_id, ''),
      coalesce(old.closes_currency, ''), coalesce(old.closes_minor, 0))
    or (old.checked_by is not null and new.checked_by is distinct from old.checked_by)
  then
    raise exception 'what a payment order says is never changed'
      using errcode = '23514', constraint = 'order_is_never_edited';
  end if;
  return new;
end
$$;

-- As before; it pays in the currency of the benefit, or in the one in which its claim is paid.
create or replace function payments.is_approved(o payments.order) returns boolean
language sql stable
as $$
  select exists (
    select from benefits.benefit as benefit
    join requests.request as request on request.benefit_id = benefit.id
    left join payments.claim as claim on claim.id = o.claim_id
    where benefit.id = o.benefit_id
      and request.id = o.request_id
      and request.entity_id = o.entity_id
      and benefit.entity_id = o.entity_id
      and benefit.book = 'own'
      and benefit.direction = 'given'
      and coalesce(benefit.way, 'reimbursement') = o.way
      and benefit.value_currency = coalesce(o.closes_currency, o.currency)
      and benefit.form = o.form
      and request.state = benefit.state
      and (benefit.state = 'given' or (benefit.state = 'approved' and o.way = 'company_account'))
      and (o.claim_id is null or (claim.state = 'accepted' and exists (
        select from payments.claim_line as line
        where line.claim_id = o.claim_id and line.benefit_id = o.benefit_id
          and coalesce(line.pay_currency, line.currency) = o.currency
          and (line.pay_currency is null) = (o.closes_minor is null)
      )))
  )
$$;

-- As before; what it closes is what the books hold as owed.
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
        and line.currency = coalesce(o.closes_currency, o.currency)
    )
  end
$$;

-- What the live orders of a claim pay of one of its benefits, and what they close: nobody is paid more than the claim says,
-- and it is closed with the last of what is paid and not before.
create function payments.pays_within_claim(o payments.order) returns boolean
language sql stable
as $$
  select o.closes_minor is null or not exists (
    select from payments.claim_line as line
    cross join lateral (
      select coalesce(sum(own.minor + own.withheld_minor), 0) as pays, coalesce(sum(own.closes_minor), 0) as closes
      from payments.order as own
      join payments.order_state as state on state.name = own.state
      where own.benefit_id = o.benefit_id and own.claim_id = o.claim_id and state.is_live
    ) as live
    where line.claim_id = o.claim_id and line.benefit_id = o.benefit_id
      and (live.pays > line.pay_minor or (live.pays = line.pay_minor) <> (live.closes = line.minor))
  )
$$;
comment on function payments.pays_within_claim is
  'True where the orders of a claim in another currency pay no more than it says, and close it together with the last.';

-- As before, with what is paid in another currency.
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
  if broken is null and not payments.pays_within_claim(o) then
    broken := 'never_paid_above_the_claim';
  end if;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'the payment order % is held by the interlock: %', o.number, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;

-- As before; what came back of the benefit is counted in its own currency.
create or replace function payments.check_refund_move() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'recorded' then
      raise exception 'a refund begins as recorded'
        using errcode = '23514', constraint = 'refund_begins_as_recorded';
    end if;
    return new;
  end if;
  if old.state = 'withdrawn'
    or (new.id, new.entity_id, new.order_id, new.request_id, new.benefit_id, new.line_id, new.currency, new.form,
      new.minor, new.booked_on, new.reason, new.made_by, new.made_at,
      coalesce(new.closes_currency, ''), coalesce(new.closes_minor, 0))
    is distinct from
    (old.id, old.entity_id, old.order_id, old.request_id, old.benefit_id, old.line_id, old.currency, old.form,
      old.minor, old.booked_on, old.reason, old.made_by, old.made_at,
      coalesce(old.closes_currency, ''), coalesce(old.closes_minor, 0))
  then
    raise exception 'what a refund says is never changed, and what was taken back stays taken back'
      using errcode = '23514', constraint = 'refund_is_never_edited';
  end if;
  return new;
end
$$;

create or replace function payments.refunded_of(benefit text) returns numeric
language sql stable
as $$
  select coalesce(sum(coalesce(closes_minor, minor)), 0)
  from payments.refund
  where benefit_id = benefit and state = 'recorded'
$$;

create or replace function payments.check_refund() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  o payments.order;
  l payments.statement_line;
  broken text;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  select * into o from payments.order where id = new.order_id;
  select * into l from payments.statement_line where id = new.line_id;
  broken := case
    when new.state = 'recorded' and (
      o.state <> 'paid' or o.withheld_minor > 0
      or exists (
        select from payments.exception
        where id = o.exception_id and tax_treatment <> 'none_refund'
      )
      or (o.entity_id, o.benefit_id, o.request_id, o.currency, o.form, coalesce(o.closes_currency, ''))
        is distinct from (new.entity_id, new.benefit_id, new.request_id, new.currency, new.form,
          coalesce(new.closes_currency, ''))
    ) then 'refund_is_of_what_was_paid'
    when new.state = 'recorded' and (
      l.verdict <> 'refunded' or l.direction <> 'in' or l.booked_on < o.paid_on
      or (l.entity_id, l.currency, l.minor, l.booked_on, l.answered_by)
        is distinct from (new.entity_id, new.currency, new.minor, new.booked_on, new.made_by)
      or not l.order_ids::jsonb ? new.order_id
    ) then 'refund_is_shown_by_its_line'
    when new.state = 'recorded' and new.made_by = o.made_by then 'maker_never_refunds'
    when new.state = 'recorded' and new.made_by = o.payee_id then 'payee_never_refunds'
    when new.state = 'recorded' and new.minor >= o.minor then 'refund_is_a_part'
    when exists (
      select from payments.refund as own
      where own.order_id = o.id and own.state = 'recorded'
      having coalesce(sum(own.minor), 0) > o.minor
        or coalesce(sum(own.closes_minor), 0) > coalesce(o.closes_minor, 0)
    ) then 'never_refunded_above_the_payment'
    when not exists (
      select from payments.payable as payable
      where payable.id = new.benefit_id and payable.refunded_minor = payments.refunded_of(new.benefit_id)
    ) then 'refunds_are_counted'
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'the refund % does not hold: %', new.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;
