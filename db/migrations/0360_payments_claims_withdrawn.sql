-- A claimant takes a claim back until finance takes it up. What was taken back is claimed no more, as what was refused.
insert into payments.claim_state (name) values ('withdrawn');
insert into payments.claim_transition (from_state, to_state) values
  ('received', 'withdrawn'), ('disputed', 'withdrawn');
alter table payments.claim
  drop constraint decided_claim_has_its_checker,
  add constraint decided_claim_has_its_checker
    check (state in ('received', 'in_check', 'disputed', 'withdrawn') or checked_by is not null);

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
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'what is payable for % does not hold: %', p.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;

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

-- Payments of a claim, for whoever asks where it stands.
create index order_by_claim on payments.order (claim_id, made_at) where claim_id is not null;
