-- A month is closed, and opened again, by two people.

create table ledger.period_change (
  id text not null,
  version int not null,
  entity_id text not null,
  verb text not null,
  until date not null,
  reason text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  primary key (entity_id, id),
  constraint period_change_id_is_unique unique (id),
  constraint verb_is_known check (verb in ('close', 'reopen')),
  constraint whole_months_change check (until = (date_trunc('month', until::timestamp) + interval '1 month - 1 day')::date),
  constraint period_change_has_a_reason check (reason <> ''),
  constraint period_change_state_is_known check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  constraint period_change_answer_is_whole
    check ((state in ('confirmed', 'declined')) = (answered_by is not null) and (answered_by is null or answered_at is not null)),
  constraint period_change_has_two_people check (answered_by <> proposed_by)
);
comment on table ledger.period_change is
  'That a month of an entity is to be closed or opened again: proposed with a reason, answered by a second person.';
create unique index period_change_is_proposed_once on ledger.period_change (entity_id, until, verb) where state = 'proposed';
create index period_change_by_entity on ledger.period_change (entity_id, proposed_at desc, id desc);

grant select, insert, update on ledger.period_change to {app};
grant select on ledger.period_change to {worker}, {auditor};
alter table ledger.period_change enable row level security;
alter table ledger.period_change force row level security;
create policy entity_border on ledger.period_change using (access.may_see(entity_id));
