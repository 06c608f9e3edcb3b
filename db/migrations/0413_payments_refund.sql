-- A payee sends back a part of what they were paid (部分退回): a room that was cancelled, a bill that was wrong, a rebate that
-- was too high. The payment stands; what came back is a document of its own, with the line of the statement that shows it.
-- What was received stays what it was; what was spent is less by it, and nothing is owed again. Entity-scoped.

alter table payments.payable
  add column refunded_minor numeric(20,0) not null default 0,
  add constraint never_refunded_above_paid check (refunded_minor between 0 and paid_minor);

alter table payments.statement_line
  drop constraint verdict_is_known,
  add constraint verdict_is_known check (verdict in
    ('paid', 'returned', 'refunded', 'fee', 'incoming', 'pending', 'never_made', 'ask', 'elsewhere'));

create table payments.refund (
  id text not null,
  version int not null,
  entity_id text not null,
  order_id text not null,
  request_id text not null,
  benefit_id text not null references benefits.benefit (id),
  line_id text not null,
  currency char(3) not null,
  form text not null,
  minor numeric(20,0) not null,
  booked_on date not null,
  reason text not null,
  state text not null,
  made_by text not null references access.person,
  made_at timestamptz(3) not null,
  withdrawn_by text references access.person,
  withdrawn_at timestamptz(3),
  primary key (entity_id, id),
  constraint refund_id_is_unique unique (id),
  constraint refund_is_of_an_order foreign key (entity_id, order_id) references payments.order (entity_id, id),
  constraint refund_has_its_line
    foreign key (entity_id, line_id) references payments.statement_line (entity_id, id),
  constraint refund_is_positive check (minor > 0),
  constraint refund_has_a_reason check (reason ~ '\S'),
  constraint refund_state_is_known check (state in ('recorded', 'withdrawn')),
  constraint withdrawal_is_whole check (
    (state = 'withdrawn') = (withdrawn_by is not null) and (withdrawn_by is null) = (withdrawn_at is null)
  )
);
comment on table payments.refund is
  'That a part of a payment came back from its payee: how much, by which line of a statement, who said so and why.';
create index refund_by_benefit on payments.refund (benefit_id);
create index refund_by_order on payments.refund (order_id);
create unique index line_is_one_refund on payments.refund (line_id) where state = 'recorded';

grant select, insert, update on payments.refund to {app};
grant select on payments.refund to {worker}, {auditor};
alter table payments.refund enable row level security;
alter table payments.refund force row level security;
create policy entity_border on payments.refund using (access.may_see(entity_id));

create function payments.check_refund_move() returns trigger
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
      new.minor, new.booked_on, new.reason, new.made_by, new.made_at)
    is distinct from
    (old.id, old.entity_id, old.order_id, old.request_id, old.benefit_id, old.line_id, old.currency, old.form,
      old.minor, old.booked_on, old.reason, old.made_by, old.made_at)
  then
    raise exception 'what a refund says is never changed, and what was taken back stays taken back'
      using errcode = '23514', constraint = 'refund_is_never_edited';
  end if;
  return new;
end
$$;
create trigger refund_is_never_edited before insert or update on payments.refund
  for each row execute function payments.check_refund_move();
create trigger no_delete before delete on payments.refund
  for each row execute function platform.refuse_change();
create trigger no_truncate before truncate on payments.refund
  for each statement execute function platform.refuse_change();

create function payments.refunded_of(benefit text) returns numeric
language sql stable
as $$
  select coalesce(sum(minor), 0) from payments.refund where benefit_id = benefit and state = 'recorded'
$$;
comment on function payments.refunded_of is 'How much of a benefit came back in parts, by what was not taken back.';

-- A part of what a payment paid, shown by a line of the same entity and currency; all parts together are never more than it.
create function payments.check_refund() returns trigger
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
      or (o.entity_id, o.benefit_id, o.request_id, o.currency, o.form)
        is distinct from (new.entity_id, new.benefit_id, new.request_id, new.currency, new.form)
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
    when o.minor < (
      select coalesce(sum(own.minor), 0) from payments.refund as own
      where own.order_id = o.id and own.state = 'recorded'
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
create constraint trigger refund_holds after insert or update on payments.refund
  deferrable initially deferred for each row execute function payments.check_refund();

-- A payment of which a part came back stands as paid until that is taken back.
create function payments.check_refunded_order() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  is_refunded boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  is_refunded := exists (select from payments.refund where order_id = new.id and state = 'recorded')
    and (select state from payments.order where id = new.id) <> 'paid';
  perform set_config('app.entities', coalesce(seen, ''), true);
  if is_refunded then
    raise exception 'a part of the payment % came back', new.number
      using errcode = '23514', constraint = 'refunded_payment_stays_paid';
  end if;
  return null;
end
$$;
create constraint trigger refunded_payment_stays_paid after update of state on payments.order
  deferrable initially deferred for each row when (old.state = 'paid' and new.state <> 'paid')
  execute function payments.check_refunded_order();

-- A line that says so has its refund, and any other has none.
create function payments.check_refunding_line() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  holds boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  holds := exists (select from payments.refund where line_id = new.id and state = 'recorded')
    = ((select verdict from payments.statement_line where id = new.id) = 'refunded');
  perform set_config('app.entities', coalesce(seen, ''), true);
  if not holds then
    raise exception 'the line % and what came back by it do not agree', new.id
      using errcode = '23514', constraint = 'refund_goes_with_its_line';
  end if;
  return null;
end
$$;
create constraint trigger refund_goes_with_its_line after update on payments.statement_line
  deferrable initially deferred for each row
  when (old.verdict is distinct from new.verdict and (old.verdict = 'refunded' or new.verdict = 'refunded'))
  execute function payments.check_refunding_line();
create constraint trigger no_line_begins_refunded after insert on payments.statement_line
  deferrable initially deferred for each row when (new.verdict = 'refunded')
  execute function payments.check_refunding_line();

create function payments.check_refunded() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  is_counted boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  is_counted := (select refunded_minor from benefits.benefit where id = new.id) = payments.refunded_of(new.id);
  perform set_config('app.entities', coalesce(seen, ''), true);
  if not is_counted then
    raise exception 'what came back of the benefit % does not hold', new.id
      using errcode = '23514', constraint = 'refunds_are_counted';
  end if;
  return null;
end
$$;
create constraint trigger refunds_are_counted after update on benefits.benefit
  deferrable initially deferred for each row when (old.refunded_minor is distinct from new.refunded_minor)
  execute function payments.check_refunded();
create constraint trigger nothing_begins_refunded after insert on benefits.benefit
  deferrable initially deferred for each row when (new.refunded_minor <> 0)
  execute function payments.check_refunded();

-- As before, with what came back.
create or replace function payments.check_payable() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  p payments.payable;
  b benefits.benefit;
  claimed numeric(20,0);
  accepted numeric(20,0);
  broken text;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  select * into p from payments.payable where id = new.id;
  select * into b from benefits.benefit where id = p.id;
  select coalesce(sum(line.minor) filter (where claim.state not in ('refused', 'withdrawn')), 0),
    coalesce(sum(line.minor) filter (where claim.state = 'accepted'), 0)
    into claimed, accepted
    from payments.claim_line as line
    join payments.claim as claim on claim.id = line.claim_id
    where line.benefit_id = p.id;
  broken := case
    when b.value_currency <> p.currency or b.entity_id is distinct from p.entity_id then 'payable_is_the_benefits'
    when p.claimed_minor <> claimed then 'claims_are_counted'
    when coalesce(b.way, 'reimbursement') <> 'company_account' and p.payable_minor <> accepted
      then 'payable_is_what_was_accepted'
    when greatest(p.claimed_minor, p.payable_minor) > b.value_minor then 'never_payable_above_the_benefit'
    when greatest(p.claimed_minor, p.payable_minor) + p.released_minor > b.value_minor
      then 'never_released_above_the_rest'
    when p.released_minor <> payments.released_of(p.id) or b.released_minor <> p.released_minor
      then 'releases_are_counted'
    when p.refunded_minor <> payments.refunded_of(p.id) or b.refunded_minor <> p.refunded_minor
      then 'refunds_are_counted'
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'what is payable for % does not hold: %', p.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;
