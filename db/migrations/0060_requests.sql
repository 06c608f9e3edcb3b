-- One benefit's application, its evidence and its states. Entity-scoped.

create schema requests;
grant usage on schema requests to {app}, {worker}, {auditor};

create table requests.state (
  name text primary key
);
comment on table requests.state is 'The states of a request, in the words of the glossary.';
insert into requests.state (name) values
  ('draft'), ('submitted'), ('more_information'), ('approved'), ('given'), ('completed'), ('rejected'),
  ('withdrawn'), ('cancelled'), ('declined'), ('expired'), ('reversed');

create table requests.transition (
  from_state text not null references requests.state (name),
  to_state text not null references requests.state (name),
  primary key (from_state, to_state)
);
comment on table requests.transition is 'The moves that a request may make; a trigger refuses all others.';
insert into requests.transition (from_state, to_state) values
  ('draft', 'submitted'), ('draft', 'more_information'), ('draft', 'approved'), ('draft', 'given'),
  ('draft', 'cancelled'), ('draft', 'declined'),
  ('submitted', 'more_information'), ('submitted', 'approved'), ('submitted', 'rejected'),
  ('submitted', 'withdrawn'), ('submitted', 'expired'), ('submitted', 'given'),
  ('more_information', 'submitted'), ('more_information', 'approved'), ('more_information', 'rejected'),
  ('more_information', 'withdrawn'), ('more_information', 'expired'), ('more_information', 'given'),
  ('approved', 'submitted'), ('approved', 'more_information'), ('approved', 'given'), ('approved', 'declined'),
  ('approved', 'cancelled'), ('approved', 'expired'),
  ('given', 'completed'), ('given', 'declined'), ('given', 'reversed'),
  ('completed', 'reversed');

create table requests.request (
  id text not null,
  version int not null,
  entity_id text not null,
  number text,
  state text not null references requests.state (name),
  requester_id text not null,
  benefit_id text references benefits.benefit (id),
  customer_id text,
  person_id text,
  form text,
  title text not null,
  reason text not null,
  value_minor numeric(20,0),
  value_currency char(3),
  happened_on date,
  application text not null,
  outcome text,
  level text,
  decision_id text,
  waiting_on text,
  is_late boolean not null,
  created_at timestamptz(3) not null,
  submitted_at timestamptz(3),
  closed_at timestamptz(3),
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint request_id_is_unique unique (id),
  constraint application_is_json check (json_typeof(application::json) = 'object'),
  constraint waiting_on_is_known check (waiting_on in ('applicant', 'compliance', 'approver')),
  constraint submitted_has_a_benefit
    check (state in ('draft', 'cancelled') or benefit_id is not null)
);
comment on table requests.request is 'One application for one benefit, from draft to its end.';
create index request_by_requester on requests.request (requester_id, changed_at desc, id desc);
create index request_by_state on requests.request (entity_id, state, changed_at desc);
create index request_by_benefit on requests.request (benefit_id);

create table requests.evidence (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text,
  kind text not null,
  name text not null,
  digest text not null,
  media_type text not null,
  bytes bigint not null,
  added_by text not null,
  added_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  primary key (entity_id, id),
  constraint evidence_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint digest_is_sha256 check (digest ~ '^[0-9a-f]{64}$')
);
comment on table requests.evidence is
  'Files that prove a fact of a request; without a request until it is filed. A withdrawn file stays on record.';
create index evidence_by_request on requests.evidence (request_id);

create table requests.attempt (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text,
  person_id text not null,
  via text not null,
  application text not null,
  decision_id text,
  at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint via_is_known check (via in ('preview', 'submit', 'approve')),
  constraint application_is_json check (json_typeof(application::json) = 'object')
);
comment on table requests.attempt is 'Refused attempts: a forbidden benefit that somebody previewed, submitted or tried to approve.';
select platform.append_only('requests.attempt');
create index attempt_by_person on requests.attempt (person_id, at);

create function requests.check_move() returns trigger
language plpgsql
as $$
begin
  if new.state <> old.state and not exists (
    select from requests.transition where from_state = old.state and to_state = new.state
  ) then
    raise exception 'a request cannot go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'move_is_allowed';
  end if;
  return new;
end
$$;
create trigger move_is_allowed before update on requests.request
  for each row execute function requests.check_move();

grant select on requests.state, requests.transition to {app}, {worker}, {auditor};
grant select, insert, update on requests.request, requests.evidence to {app};
grant select, insert on requests.attempt to {app};
grant select on requests.request, requests.evidence, requests.attempt to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['request', 'evidence', 'attempt'] loop
    execute format('alter table requests.%I enable row level security', name);
    execute format('alter table requests.%I force row level security', name);
    execute format('create policy entity_border on requests.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
