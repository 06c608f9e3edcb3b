-- The register of everything given, received, offered and declined, and the one sum.
-- Group-wide: one installation is one group of companies, and a sum crosses its entities.

create schema benefits;

create table benefits.subject (
  id text primary key
);
comment on table benefits.subject is
  'What limits are counted for: recipient, household, employer, giver group, deal, event. A benefit locks its subjects here.';
grant usage on schema benefits to {app}, {worker}, {auditor};
grant select, insert, update on benefits.subject to {app};

create table benefits.state (
  name text primary key,
  counts boolean not null
);
comment on table benefits.state is 'The states of a benefit, and whether it counts in the sums.';
insert into benefits.state (name, counts) values
  ('submitted', true),
  ('more_information', true),
  ('approved', true),
  ('given', true),
  ('paid', true),
  ('completed', true),
  ('rejected', false),
  ('withdrawn', false),
  ('cancelled', false),
  ('declined', false),
  ('expired', false),
  ('reversed', false);

create table benefits.benefit (
  id text primary key,
  version int not null,
  number text not null,
  book text not null,
  direction text not null,
  state text not null references benefits.state (name),
  entity_id text,
  form text not null,
  title text not null,
  reason text not null,
  requester_id text,
  customer_id text,
  recipient_kind text not null,
  recipient_id text not null,
  recipient_count int not null,
  deal_id text,
  event_id text,
  programme_id text,
  place text,
  value_minor numeric(20,0) not null,
  value_currency char(3) not null,
  value_is_at_least boolean not null,
  happened_on date not null,
  recorded_at timestamptz(3) not null,
  is_late boolean not null,
  outcome text not null,
  decision_id text,
  source text not null,
  constraint number_is_unique unique (book, number),
  constraint direction_is_known check (direction in ('given', 'received', 'offered')),
  constraint recipient_kind_is_known check (recipient_kind in ('person', 'entity')),
  constraint recipient_count_is_positive check (recipient_count >= 1),
  constraint value_is_not_negative check (value_minor >= 0),
  constraint outcome_is_known
    check (outcome in ('prohibit', 'hold', 'escalate', 'allow_with_conditions', 'allow'))
);
comment on table benefits.benefit is 'One thing of value, given, received, offered or declined; nothing is ever removed.';
create index benefit_by_day on benefits.benefit (book, happened_on desc, id desc);
create index benefit_by_customer on benefits.benefit (customer_id, happened_on desc, id desc);
create index benefit_by_recipient on benefits.benefit (recipient_id, happened_on desc, id desc);
create index benefit_by_requester on benefits.benefit (requester_id, happened_on desc, id desc);
create index benefit_by_state on benefits.benefit (book, state, happened_on desc, id desc);
create index benefit_by_form on benefits.benefit (book, form, happened_on desc, id desc);
create index benefit_by_outcome on benefits.benefit (book, outcome, happened_on desc, id desc);
create index benefit_by_value on benefits.benefit (book, value_minor desc, id desc);
create index benefit_by_title on benefits.benefit using gin (title gin_trgm_ops);
grant select, insert, update on benefits.benefit to {app};
grant select on benefits.benefit to {worker}, {auditor};

create table benefits.line (
  id text primary key,
  version int not null,
  benefit_id text not null references benefits.benefit (id),
  book text not null,
  direction text not null,
  recipient_id text not null,
  household_id text,
  org_id text,
  giver_person_id text,
  giver_group text not null,
  deal_id text,
  event_id text,
  programme_id text,
  place text,
  entity_id text,
  form text not null,
  minor numeric(20,0) not null,
  currency char(3) not null,
  happened_on date not null,
  recorded_at timestamptz(3) not null,
  constraint version_is_one check (version = 1)
);
comment on table benefits.line is
  'The one sum: append-only lines a benefit and recipient, with household, employer and giver group as of that day. A reversal is a negative line.';
select platform.append_only('benefits.line');
create index line_by_benefit on benefits.line (benefit_id);
create index line_by_recipient on benefits.line (recipient_id, happened_on);
create index line_by_household on benefits.line (household_id, happened_on) where household_id is not null;
create index line_by_org on benefits.line (org_id, happened_on) where org_id is not null;
create index line_by_deal on benefits.line (deal_id, happened_on) where deal_id is not null;
create index line_by_event on benefits.line (event_id, happened_on) where event_id is not null;
grant select, insert on benefits.line to {app};
grant select on benefits.line to {worker}, {auditor};

create table benefits.transition (
  from_state text not null references benefits.state (name),
  to_state text not null references benefits.state (name),
  primary key (from_state, to_state)
);
comment on table benefits.transition is 'The moves that a benefit may make; a trigger refuses all others.';
insert into benefits.transition (from_state, to_state) values
  ('submitted', 'more_information'), ('submitted', 'approved'), ('submitted', 'rejected'),
  ('submitted', 'withdrawn'), ('submitted', 'expired'),
  ('more_information', 'submitted'), ('more_information', 'approved'), ('more_information', 'rejected'),
  ('more_information', 'withdrawn'), ('more_information', 'expired'),
  ('approved', 'submitted'), ('approved', 'more_information'), ('approved', 'given'), ('approved', 'paid'), ('approved', 'declined'),
  ('approved', 'cancelled'), ('approved', 'expired'),
  ('given', 'paid'), ('given', 'completed'), ('given', 'declined'), ('given', 'reversed'),
  ('paid', 'given'), ('paid', 'completed'), ('paid', 'reversed'),
  ('completed', 'reversed');
grant select on benefits.state, benefits.transition to {app}, {worker}, {auditor};

create function benefits.check_move() returns trigger
language plpgsql
as $$
begin
  if new.state <> old.state and not exists (
    select from benefits.transition where from_state = old.state and to_state = new.state
  ) then
    raise exception 'a benefit cannot go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'move_is_allowed';
  end if;
  return new;
end
$$;
create trigger move_is_allowed before update on benefits.benefit
  for each row execute function benefits.check_move();

create sequence benefits.number;
grant usage on sequence benefits.number to {app};
