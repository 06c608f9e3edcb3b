-- Budgets: an amount that an entity means to spend on benefits in a year, quarter or month, for all of it or a unit, for all
-- kinds or some. They are set and changed by two people with a reason. What a budget holds, has promised and has spent is
-- not kept here: it is the sum of the benefits that it covers. Entity-scoped.

create schema budgets;
comment on schema budgets is 'Budgets of legal entities, what happens where one would be exceeded, and every proposal to change them.';
grant usage on schema budgets to {app}, {worker}, {auditor};

create table budgets.budget (
  id text not null,
  version int not null,
  entity_id text not null,
  name text not null,
  period text not null,
  from_on date not null,
  until_on date not null,
  unit_id text,
  forms text not null,
  planned_minor numeric(20,0) not null,
  currency char(3) not null,
  answer text not null,
  state text not null,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint budget_id_is_unique unique (id),
  constraint period_is_known check (period ~ '^20[0-9]{2}(-Q[1-4]|-(0[1-9]|1[0-2]))?$'),
  constraint budget_has_whole_months check (
    from_on = date_trunc('month', from_on::timestamp)::date
    and until_on = (date_trunc('month', until_on::timestamp) + interval '1 month - 1 day')::date
    and from_on < until_on
  ),
  constraint planned_is_an_amount check (planned_minor >= 0),
  constraint answer_is_known check (answer in ('warn', 'step', 'refuse')),
  constraint budget_state_is_known check (state in ('set', 'ended')),
  constraint budget_is_named check (name ~ '\S')
);
comment on table budgets.budget is
  'A budget in force, or one that was ended; no unit is the whole entity, no forms are all kinds of benefit.';
create unique index budget_is_one_a_scope on budgets.budget (entity_id, period, coalesce(unit_id, ''), forms)
  where state = 'set';

create table budgets.demand (
  id text not null,
  version int not null,
  entity_id text not null,
  answer text not null,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint demand_is_one_an_entity unique (entity_id),
  constraint demand_answer_is_known check (answer in ('free', 'warn', 'step', 'refuse'))
);
comment on table budgets.demand is
  'What happens to a benefit of an entity that no budget covers; without a row it is free, because no budget is no limit.';

create table budgets.change (
  id text not null,
  version int not null,
  entity_id text not null,
  what text not null,
  budget_id text,
  name text,
  period text,
  unit_id text,
  forms text,
  planned_minor numeric(20,0),
  before_minor numeric(20,0),
  currency char(3),
  answer text,
  reason text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  primary key (entity_id, id),
  constraint change_id_is_unique unique (id),
  constraint what_is_known check (what in ('set', 'end', 'demand')),
  constraint change_says_what check (
    (what = 'demand') = (budget_id is null)
    and (what = 'end') = (answer is null)
    and (what = 'set') = (planned_minor is not null and period is not null and forms is not null and currency is not null)
  ),
  constraint change_has_a_reason check (reason ~ '\S'),
  constraint change_state_is_known check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  constraint change_answer_is_whole
    check ((state in ('confirmed', 'declined')) = (answered_by is not null) and (answered_by is null or answered_at is not null)),
  constraint change_has_two_people check (answered_by <> proposed_by)
);
comment on table budgets.change is
  'That a budget is to be set, changed or ended, or that budgets are demanded: proposed with a reason, answered by a second person. It is the history.';
create unique index change_is_proposed_once on budgets.change (entity_id, coalesce(budget_id, '')) where state = 'proposed';
create index change_by_entity on budgets.change (entity_id, proposed_at desc, id desc);

-- Whoever asks what is left of a budget holds it until the end of the transaction, so that two at one moment never take the
-- same rest; whoever changes it waits for them. A lock of its own, which writes no row.
create function budgets.hold_budget(id text) returns void
language sql volatile
as $$
  select pg_advisory_xact_lock(hashtextextended('budgets.budget ' || id, 0))
$$;
comment on function budgets.hold_budget is 'Keeps others from taking from a budget, or changing it, until the end of the transaction.';
grant execute on function budgets.hold_budget to {app};

grant select, insert, update on budgets.budget, budgets.demand, budgets.change to {app};
grant select on budgets.budget, budgets.demand, budgets.change to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['budget', 'demand', 'change'] loop
    execute format('alter table budgets.%I enable row level security', name);
    execute format('alter table budgets.%I force row level security', name);
    execute format('create policy entity_border on budgets.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
