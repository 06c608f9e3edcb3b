-- Approval as a service for every four-eyes object. Entity-scoped: the entity leads every key.

create schema approvals;
grant usage on schema approvals to {app}, {worker}, {auditor};

create table approvals.flow (
  id text not null,
  version int not null,
  entity_id text not null,
  object_type text not null,
  object_id text not null,
  requester_id text not null,
  kind text not null,
  state text not null,
  current_ordinal int not null,
  opened_at timestamptz(3) not null,
  closed_at timestamptz(3),
  primary key (entity_id, id),
  constraint flow_id_is_unique unique (id),
  constraint state_is_known
    check (state in ('open', 'approved', 'rejected', 'returned', 'withdrawn', 'stopped'))
);
comment on table approvals.flow is 'One round of approval of one object. A return ends the round; the next submit opens a new one.';
create unique index one_open_flow_an_object on approvals.flow (object_type, object_id) where state = 'open';
create index flow_by_object on approvals.flow (object_type, object_id, opened_at);

create table approvals.step (
  id text not null,
  version int not null,
  entity_id text not null,
  flow_id text not null,
  ordinal int not null,
  level text not null,
  role text not null,
  need text not null,
  state text not null,
  primary key (entity_id, id),
  constraint step_belongs_to_flow foreign key (entity_id, flow_id) references approvals.flow (entity_id, id),
  constraint ordinal_is_unique unique (flow_id, ordinal),
  constraint need_is_known check (need in ('any', 'all')),
  constraint state_is_known check (state in ('waiting', 'active', 'approved', 'rejected', 'returned', 'skipped', 'lapsed'))
);
comment on table approvals.step is 'One step of a route: a level, a role, and whether one or all of its people must agree.';

create table approvals.task (
  id text not null,
  version int not null,
  entity_id text not null,
  flow_id text not null,
  step_id text not null,
  person_id text not null,
  source text not null,
  state text not null,
  opened_at timestamptz(3),
  due_at timestamptz(3),
  reminded_at timestamptz(3),
  escalated_at timestamptz(3),
  decided_at timestamptz(3),
  decided_by text,
  reason text,
  batch_size int,
  reading_seconds int,
  primary key (entity_id, id),
  constraint task_belongs_to_flow foreign key (entity_id, flow_id) references approvals.flow (entity_id, id),
  constraint source_is_known check (source in ('route', 'transfer', 'added_before', 'added_after', 'escalation')),
  constraint state_is_known
    check (state in ('waiting', 'active', 'approved', 'rejected', 'returned', 'transferred', 'lapsed')),
  constraint decision_has_a_person check ((decided_by is null) = (decided_at is null))
);
comment on table approvals.task is 'What one person is asked to decide. Deputies act as themselves: decided_by names who acted.';
create index task_by_person on approvals.task (person_id, due_at) where state = 'active';
create index task_by_flow on approvals.task (flow_id);
create index task_decided on approvals.task (person_id, decided_at) where decided_at is not null;

create table approvals.copy (
  id text not null,
  version int not null,
  entity_id text not null,
  flow_id text not null,
  person_id text not null,
  copied_by text not null,
  at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint copy_belongs_to_flow foreign key (entity_id, flow_id) references approvals.flow (entity_id, id),
  constraint copied_once unique (flow_id, person_id)
);
comment on table approvals.copy is 'Who was sent a copy (抄送): they may read, not decide.';

do $$
declare
  name text;
begin
  foreach name in array array['flow', 'step', 'task', 'copy'] loop
    execute format('alter table approvals.%I enable row level security', name);
    execute format('alter table approvals.%I force row level security', name);
    execute format('create policy entity_border on approvals.%I using (access.may_see(entity_id))', name);
    execute format('grant select, insert, update on approvals.%I to {app}', name);
    execute format('grant select on approvals.%I to {worker}, {auditor}', name);
  end loop;
end
$$;
