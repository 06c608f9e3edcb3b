-- Of what was given and nobody claimed any more, the rest is released (余额释放): it is owed to nobody, and leaves the books.
-- What is claimed and what is released are together never more than the benefit is worth. Entity-scoped.

create table payments.release (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  benefit_id text not null references benefits.benefit (id),
  currency char(3) not null,
  form text not null,
  minor numeric(20,0) not null,
  reason text not null,
  state text not null,
  made_by text not null references access.person,
  made_at timestamptz(3) not null,
  withdrawn_by text references access.person,
  withdrawn_at timestamptz(3),
  primary key (entity_id, id),
  constraint release_id_is_unique unique (id),
  constraint release_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint release_is_positive check (minor > 0),
  constraint release_has_a_reason check (reason ~ '\S'),
  constraint release_state_is_known check (state in ('released', 'withdrawn')),
  constraint withdrawal_is_whole check (
    (state = 'withdrawn') = (withdrawn_by is not null) and (withdrawn_by is null) = (withdrawn_at is null)
  )
);
comment on table payments.release is
  'That nothing more will be claimed of a benefit: how much of it is owed to nobody any more, who said so and why.';
create index release_by_benefit on payments.release (benefit_id);

alter table payments.payable
  add column released_minor numeric(20,0) not null default 0,
  add constraint nothing_is_released_below_zero check (released_minor >= 0);

grant select, insert, update on payments.release to {app};
grant select on payments.release to {worker}, {auditor};
alter table payments.release enable row level security;
alter table payments.release force row level security;
create policy entity_border on payments.release using (access.may_see(entity_id));

create function payments.check_release_move() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'released' then
      raise exception 'a release begins as released'
        using errcode = '23514', constraint = 'release_begins_as_released';
    end if;
    return new;
  end if;
  if old.state = 'withdrawn'
    or (new.id, new.entity_id, new.request_id, new.benefit_id, new.currency, new.form, new.minor, new.reason,
      new.made_by, new.made_at)
    is distinct from
    (old.id, old.entity_id, old.request_id, old.benefit_id, old.currency, old.form, old.minor, old.reason,
      old.made_by, old.made_at)
  then
    raise exception 'what a release says is never changed, and what was taken back stays taken back'
      using errcode = '23514', constraint = 'release_is_never_edited';
  end if;
  return new;
end
$$;
create trigger release_is_never_edited before insert or update on payments.release
  for each row execute function payments.check_release_move();
create trigger no_delete before delete on payments.release
  for each row execute function platform.refuse_change();
create trigger no_truncate before truncate on payments.release
  for each statement execute function platform.refuse_change();

create function payments.released_of(benefit text) returns numeric
language sql stable
as $$
  select coalesce(sum(minor), 0) from payments.release where benefit_id = benefit and state = 'released'
$$;
comment on function payments.released_of is 'How much of a benefit is released by what was not taken back.';

-- Released is what was given in a way that is claimed; it stands in the counts and in the register alike.
create function payments.check_release() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  b benefits.benefit;
  broken text;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  select * into b from benefits.benefit where id = new.benefit_id;
  broken := case
    when b.direction <> 'given' or coalesce(b.way, 'reimbursement') not in ('vendor', 'reimbursement')
      or b.state not in ('given', 'paid', 'completed')
      or (b.entity_id, b.value_currency, b.form) is distinct from (new.entity_id, new.currency, new.form)
      then 'release_is_of_what_was_given'
    when new.state = 'withdrawn' and b.state <> 'given' then 'closed_release_stays'
    when not exists (
      select from payments.payable as payable
      where payable.id = new.benefit_id and payable.released_minor = payments.released_of(new.benefit_id)
    ) then 'releases_are_counted'
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'the release % does not hold: %', new.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;
create constraint trigger release_holds after insert or update on payments.release
  deferrable initially deferred for each row execute function payments.check_release();

create function payments.check_released() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  is_counted boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  is_counted := (select released_minor from benefits.benefit where id = new.id) = payments.released_of(new.id);
  perform set_config('app.entities', coalesce(seen, ''), true);
  if not is_counted then
    raise exception 'what is released of the benefit % does not hold', new.id
      using errcode = '23514', constraint = 'releases_are_counted';
  end if;
  return null;
end
$$;
create constraint trigger releases_are_counted after update on benefits.benefit
  deferrable initially deferred for each row when (old.released_minor is distinct from new.released_minor)
  execute function payments.check_released();
create constraint trigger nothing_begins_released after insert on benefits.benefit
  deferrable initially deferred for each row when (new.released_minor <> 0)
  execute function payments.check_released();

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
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'what is payable for % does not hold: %', p.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;

create or replace function payments.hold_benefit() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  is_held boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  is_held := exists (
    select from payments.payable
    where id = new.id
      and (new.value_minor < greatest(ordered_minor, claimed_minor) + released_minor
        or (greatest(ordered_minor, claimed_minor) + released_minor > 0
          and (new.value_currency <> old.value_currency
            or new.entity_id is distinct from old.entity_id
            or coalesce(new.way, 'reimbursement') <> coalesce(old.way, 'reimbursement')))
        or (released_minor > 0 and new.form <> old.form)
        or (ordered_minor > 0 and (new.state not in ('approved', 'given', 'paid', 'completed')
          or new.form <> old.form or new.customer_id is distinct from old.customer_id)))
  );
  perform set_config('app.entities', coalesce(seen, ''), true);
  if is_held then
    raise exception 'a payment of the benefit % is under way', new.id
      using errcode = '23514', constraint = 'no_payment_is_under_way';
  end if;
  return null;
end
$$;
