-- What compliance puts on record of a customer after it was entered, and the accounts that are paid.

create table parties.customer_fact (
  id text primary key,
  version int not null,
  customer_id text not null references parties.customer (id),
  fact text not null,
  value text,
  was text,
  evidence text not null,
  reason text not null,
  from_on date not null,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  constraint fact_is_known check (fact in ('type', 'ownership', 'public_purchaser', 'staff_benefit_authorised',
    'federal_health_programme', 'country')),
  constraint a_correction_changes_something check (value is distinct from was)
);
comment on table parties.customer_fact is
  'Corrections of what the rules ask of a customer, each with its evidence and the day from which it holds. '
  'The latest one stands in the customer as well; decisions about earlier days read it here.';
create index customer_fact_by_customer on parties.customer_fact (customer_id, recorded_at);
select platform.append_only('parties.customer_fact');

create table parties.account (
  id text primary key,
  version int not null,
  customer_id text not null references parties.customer (id),
  holder text not null,
  bank text not null,
  number text not null,
  given_in text not null,
  reference text not null,
  state text not null,
  stated_by text not null,
  stated_at timestamptz(3) not null,
  checked_by text,
  checked_at timestamptz(3),
  checked_how text,
  check_reference text,
  constraint given_in_is_known check (given_in in ('contract', 'sealed_letter', 'invoice', 'message')),
  constraint account_state_is_known check (state in ('stated', 'verified', 'refused', 'replaced')),
  constraint checked_how_is_known
    check (checked_how in ('call_back', 'visit', 'bank_confirmation', 'sealed_letter')),
  constraint nobody_checks_their_own_account check (checked_by <> stated_by),
  constraint account_is_checked_or_open check ((state = 'stated') = (checked_by is null)),
  constraint check_is_whole check (
    (checked_by is null) = (checked_at is null) and (checked_by is null) = (checked_how is null)
    and (checked_by is null) = (check_reference is null)
  )
);
comment on table parties.account is
  'Bank accounts of customers: stated by one person, verified with the customer by another before it is paid.';
create index account_by_customer on parties.account (customer_id, stated_at);

grant select, insert on parties.customer_fact to {app};
grant select, insert, update on parties.account to {app};
grant select on parties.customer_fact, parties.account to {worker}, {auditor};
