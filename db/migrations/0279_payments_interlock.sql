-- The interlock: whatever wrote it, no payment order goes anywhere without an approved benefit, the right payee with a
-- verified account in its current version, an agreement that gives the right, and two people who had no other part in it.
-- The triggers see all entities while they look, so that no border hides what they have to look at.

create function payments.check_move() returns trigger
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
      new.account_id, new.account_version, new.currency, new.minor, new.purpose, new.end_to_end_id, new.made_by,
      new.made_at, coalesce(new.claim_id, ''), coalesce(new.clause_id, ''), coalesce(new.exception_id, ''))
    is distinct from
    (old.id, old.entity_id, old.number, old.request_id, old.benefit_id, old.way, old.form,
      old.payee_kind, old.payee_id,
      old.account_id, old.account_version, old.currency, old.minor, old.purpose, old.end_to_end_id, old.made_by,
      old.made_at, coalesce(old.claim_id, ''), coalesce(old.clause_id, ''), coalesce(old.exception_id, ''))
    or (old.checked_by is not null and new.checked_by is distinct from old.checked_by)
  then
    raise exception 'what a payment order says is never changed'
      using errcode = '23514', constraint = 'order_is_never_edited';
  end if;
  return new;
end
$$;
create trigger order_move_is_allowed before update on payments.order
  for each row execute function payments.check_move();
create trigger no_delete before delete on payments.order
  for each row execute function platform.refuse_change();
create trigger no_truncate before truncate on payments.order
  for each statement execute function platform.refuse_change();

create function payments.check_first_state() returns trigger
language plpgsql
as $$
begin
  if new.state <> 'prepared' then
    raise exception 'a payment order begins as prepared'
      using errcode = '23514', constraint = 'order_begins_as_prepared';
  end if;
  return new;
end
$$;
create trigger order_begins_as_prepared before insert on payments.order
  for each row execute function payments.check_first_state();

create function payments.check_claim_move() returns trigger
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
      new.file_ids, new.filed_at, new.days_after, new.is_late)
    is distinct from
    (old.id, old.entity_id, old.number, old.claimant_id, old.way, old.payee_id, old.currency, old.minor,
      old.file_ids, old.filed_at, old.days_after, old.is_late)
  then
    raise exception 'what a claim says is never changed'
      using errcode = '23514', constraint = 'claim_is_never_edited';
  end if;
  return new;
end
$$;
create trigger claim_move_is_allowed before update on payments.claim
  for each row execute function payments.check_claim_move();

create function payments.plain_name(name text) returns text
language sql immutable
as $$
  select lower(regexp_replace(normalize(name, NFKC), '[\s.,·]', '', 'g'))
$$;
comment on function payments.plain_name is 'A name however its spaces, points and widths are written.';

create function payments.survivor(party text) returns text
language plpgsql stable
as $$
declare
  current text := party;
  above text;
begin
  for step in 1..20 loop
    select merged_into into above from parties.customer where id = current;
    exit when above is null;
    current := above;
  end loop;
  return current;
end
$$;
comment on function payments.survivor is 'The customer that a record was merged into, or the record itself.';

-- The account that is named is the current one of the payee, verified by another person, and in the payee's own name.
create function payments.is_current_account(o payments.order) returns boolean
language sql stable
as $$
  select case o.payee_kind
    when 'employee' then exists (
      select from payments.staff_account as account
      where account.id = o.account_id
        and account.version = o.account_version
        and account.person_id = o.payee_id
        and account.state = 'verified'
        and not exists (
          select from payments.staff_account as later
          where later.person_id = account.person_id
            and later.state = 'stated'
            and later.stated_at > account.stated_at
        )
    )
    when 'person' then exists (
      select from payments.exception as exception
      where exception.id = o.account_id
        and exception.version = o.account_version
        and exception.payee_id = o.payee_id
    )
    else exists (
      select from parties.account as account
      join parties.customer as payee on payee.id = account.customer_id
      where account.id = o.account_id
        and account.version = o.account_version
        and account.customer_id = o.payee_id
        and account.state = 'verified'
        and account.stated_by not in (o.made_by, coalesce(o.checked_by, ''))
        and payee.merged_into is null
        and payments.plain_name(account.holder)
          in (payments.plain_name(payee.name), payments.plain_name(coalesce(payee.latin_name, payee.name)))
        and not exists (
          select from parties.account as later
          where later.customer_id = account.customer_id
            and later.state = 'stated'
            and later.stated_at > account.stated_at
        )
    )
  end
$$;
comment on function payments.is_current_account is
  'True while the account that an order names is the verified one of its payee, in the version that it names.';

create function payments.is_right_payee(o payments.order) returns boolean
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
        and claim.claimant_id = o.payee_id
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
comment on function payments.is_right_payee is
  'True where an order pays whom its way provides for; a natural person only by an exception that two people made.';

create function payments.has_agreement(o payments.order) returns boolean
language sql stable
as $$
  select o.payee_kind <> 'customer' or exists (
    select from deals.clause as clause
    join deals.agreement as agreement on agreement.id = clause.agreement_id
    join benefits.benefit as benefit on benefit.id = o.benefit_id
    where clause.id = o.clause_id
      and clause.form = benefit.form
      and agreement.state = 'active'
      and agreement.entity_id = o.entity_id
      and payments.survivor(agreement.customer_id) = o.payee_id
      and agreement.signed_on <= benefit.happened_on
      and benefit.happened_on between agreement.from_on and coalesce(agreement.until_on, 'infinity')
      and benefit.happened_on between clause.from_on and coalesce(clause.until_on, 'infinity')
  )
$$;
comment on function payments.has_agreement is
  'True where a clause of an agreement with the payee was in force on the day of the benefit and provides for its form.';

create function payments.is_approved(o payments.order) returns boolean
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
      and benefit.value_currency = o.currency
      and benefit.form = o.form
      and request.state = benefit.state
      and (benefit.state = 'given' or (benefit.state = 'approved' and o.way = 'company_account'))
      and (o.claim_id is null or (claim.state = 'accepted' and exists (
        select from payments.claim_line as line
        where line.claim_id = o.claim_id and line.benefit_id = o.benefit_id
      )))
  )
$$;
comment on function payments.is_approved is
  'True where the benefit of an order is approved (company account) or given and claimed, and stands so in its request.';

create function payments.are_apart(o payments.order) returns boolean
language sql stable
as $$
  select not exists (
      select from access.duty
      where object_type = 'request' and object_id = o.request_id
        and duty in ('requester', 'approver') and person_id in (o.made_by, coalesce(o.checked_by, ''))
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
  'True where whoever made an order, and whoever checked it, neither asked for the benefit nor approved it.';

create function payments.is_booked(o payments.order) returns boolean
language sql stable
as $$
  select case when o.state = 'paid' then exists (
      select from ledger.entry where document_id = o.id and document_type = 'payment_order'
        and object_id = o.benefit_id and object_type = 'benefit'
    )
    else o.minor <= (
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
comment on function payments.is_booked is
  'True where the books hold as much as committed or payable for the benefit, and for a paid order its own entry.';

create function payments.check_order() returns trigger
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
        select coalesce(sum(own.minor), 0)
        from payments.order as own
        join payments.order_state as state on state.name = own.state
        where own.benefit_id = o.benefit_id and state.is_live
      )
      and payable.paid_minor = (
        select coalesce(sum(own.minor), 0) from payments.order as own
        where own.benefit_id = o.benefit_id and own.state = 'paid'
      )
  ) then
    broken := 'orders_are_counted';
  end if;
  if broken is null and o.claim_id is not null and (
    select coalesce(sum(own.minor), 0)
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
create constraint trigger interlock after insert or update on payments.order
  deferrable initially deferred for each row execute function payments.check_order();

-- What may be paid is never more than the benefit is worth and, where it is claimed, than was accepted.
create function payments.check_payable() returns trigger
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
  select coalesce(sum(line.minor) filter (where claim.state <> 'refused'), 0),
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
create constraint trigger payable_holds after insert or update on payments.payable
  deferrable initially deferred for each row execute function payments.check_payable();

create function payments.check_claim() returns trigger
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
          where own.benefit_id = line.benefit_id and claim.state <> 'refused'
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
create constraint trigger claim_holds after insert or update on payments.claim
  deferrable initially deferred for each row execute function payments.check_claim();

-- While money is on its way or has left for a benefit, nobody takes the benefit back or makes it another one: the order
-- is stopped or returned first.
create function payments.hold_benefit() returns trigger
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
      and (new.value_minor < greatest(ordered_minor, claimed_minor)
        or (greatest(ordered_minor, claimed_minor) > 0 and (new.value_currency <> old.value_currency
          or new.entity_id is distinct from old.entity_id
          or coalesce(new.way, 'reimbursement') <> coalesce(old.way, 'reimbursement')))
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
create trigger no_payment_is_under_way after update on benefits.benefit
  for each row when (old.* is distinct from new.*) execute function payments.hold_benefit();

create function payments.hold_reversal() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  is_held boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  is_held := exists (
    select from payments.payable where request_id = new.request_id and ordered_minor > 0
  );
  perform set_config('app.entities', coalesce(seen, ''), true);
  if is_held then
    raise exception 'a payment of the request % is under way', new.request_id
      using errcode = '23514', constraint = 'no_payment_is_under_way';
  end if;
  return null;
end
$$;
create index payable_by_request on payments.payable (request_id);
create trigger no_payment_is_under_way after insert on requests.reversal
  for each row execute function payments.hold_reversal();
