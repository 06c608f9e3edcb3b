-- Whoever asked for a benefit may have left, and one bill may be for what several people asked for: finance or compliance
-- then files the claim for them and says why. Whoever files it, asked for it or is reimbursed by it never checks it.

alter table payments.claim
  add column on_behalf text,
  add constraint on_behalf_says_something check (on_behalf ~ '\S'),
  drop constraint reimbursed_is_whoever_claims,
  add constraint reimbursed_is_whoever_claims
    check (way <> 'reimbursement' or payee_id = claimant_id or on_behalf is not null),
  drop constraint nobody_checks_their_own_claim,
  add constraint nobody_checks_their_own_claim check (checked_by not in (claimant_id, payee_id));
comment on column payments.claim.on_behalf is
  'Why somebody else than whoever asked for the benefits files the claim; empty for one’s own.';

-- A page of one's own claims holds those that somebody else filed for what one paid.
create index claim_by_payee on payments.claim (payee_id, filed_at desc) where on_behalf is not null;

-- As before; why it is filed for others is never changed either.
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
      new.file_ids, new.filed_at, new.days_after, new.is_late, coalesce(new.on_behalf, ''))
    is distinct from
    (old.id, old.entity_id, old.number, old.claimant_id, old.way, old.payee_id, old.currency, old.minor,
      old.file_ids, old.filed_at, old.days_after, old.is_late, coalesce(old.on_behalf, ''))
  then
    raise exception 'what a claim says is never changed'
      using errcode = '23514', constraint = 'claim_is_never_edited';
  end if;
  return new;
end
$$;

-- As before, and: what is claimed for another says why, and reimburses whoever asked for it and nobody else.
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

-- As before; an employee is paid what a claim says that they are owed, whoever filed it.
create or replace function payments.is_right_payee(o payments.order) returns boolean
language sql stable
as $$
  select case o.payee_kind
    when 'customer' then exists (
      select from benefits.benefit as benefit
      join parties.customer as payee on payee.id = o.payee_id
      where benefit.id = o.benefit_id
        and payments.survivor(benefit.customer_id) = o.payee_id
        and payee.type <> 'consumer'
    )
    when 'vendor' then exists (
      select from payments.claim as claim
      join parties.customer as payee on payee.id = o.payee_id
      join benefits.benefit as benefit on benefit.id = o.benefit_id
      where claim.id = o.claim_id
        and claim.way = 'vendor'
        and claim.payee_id = o.payee_id
        and payee.role = 'supplier'
        and payee.type <> 'consumer'
        and o.payee_id is distinct from payments.survivor(benefit.customer_id)
    )
    when 'employee' then exists (
      select from payments.claim as claim
      where claim.id = o.claim_id
        and claim.way = 'reimbursement'
        and claim.payee_id = o.payee_id
    )
    else exists (
      select from payments.exception as exception
      where exception.id = o.exception_id
        and exception.benefit_id = o.benefit_id
        and exception.payee_id = o.payee_id
        and exception.state = 'confirmed'
        and exception.answered_by not in (o.made_by, coalesce(o.checked_by, ''))
    )
  end
$$;

-- As before; whoever filed the claim for another neither makes nor checks its payment.
create or replace function payments.are_apart(o payments.order) returns boolean
language sql stable
as $$
  select not exists (
      select from access.duty
      where object_type = 'request' and object_id = o.request_id
        and duty in ('requester', 'approver') and person_id in (o.made_by, coalesce(o.checked_by, ''))
    )
    and not exists (
      select from access.duty
      where object_type = 'claim' and object_id = o.claim_id
        and duty = 'requester' and person_id in (o.made_by, coalesce(o.checked_by, ''))
    )
    and not exists (
      select from requests.request
      where id = o.request_id and requester_id in (o.made_by, coalesce(o.checked_by, ''))
    )
    and exists (
      select from access.duty
      where object_type = 'payment_order' and object_id = o.id and person_id = o.made_by and duty = 'payer'
    )
    and (o.checked_by is null or exists (
      select from access.duty
      where object_type = 'payment_order' and object_id = o.id and person_id = o.checked_by and duty = 'checker'
    ))
$$;
comment on function payments.are_apart is
  'True where whoever made an order, and whoever checked it, neither asked for the benefit, claimed nor approved it.';

-- Whoever has left states nothing any more: finance states their account from a paper, and another verifies it. That
-- they have left is a matter of days, which the command compares; that they are about to, the database holds.
alter table payments.staff_account
  drop constraint account_is_stated_by_its_owner,
  drop constraint nobody_checks_their_own_account,
  add constraint nobody_checks_their_own_account check (checked_by not in (stated_by, person_id));

create function payments.check_staff_account() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
  has_left boolean;
begin
  if new.stated_by = new.person_id then
    return new;
  end if;
  perform set_config('app.entities', '*', true);
  has_left := exists (select from access.person where id = new.person_id and left_on is not null);
  perform set_config('app.entities', coalesce(seen, ''), true);
  if not has_left then
    raise exception 'an account is stated by its owner while they are here'
      using errcode = '23514', constraint = 'account_is_stated_by_its_owner';
  end if;
  return new;
end
$$;
comment on function payments.check_staff_account() is
  'An account of our own staff is stated by its owner, and by somebody else only for who leaves or has left.';
create trigger account_is_stated_by_its_owner before insert on payments.staff_account
  for each row execute function payments.check_staff_account();
