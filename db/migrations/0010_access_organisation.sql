-- Who is who: entities, units, people, accounts, roles, managers, delegations and duties. Group-wide, so
-- without row-level security: a sum crosses the entities of the group, and so do the people who decide on it.

create schema access;
comment on schema access is 'People, accounts, entities, units, roles, delegation and duties.';
grant usage on schema access to {app}, {worker}, {auditor};

create function access.may_see(entity text) returns boolean
language sql stable parallel safe
as $$
  select coalesce(
    entity = any (string_to_array(current_setting('app.entities', true), ','))
    or '*' = any (string_to_array(current_setting('app.entities', true), ',')),
    false
  )
$$;
comment on function access.may_see is
  'True when the transaction may see the detail of this entity. Row-level security of entity-scoped tables uses it.';
grant execute on function access.may_see to {app}, {worker}, {auditor};

create table access.entity (
  id text primary key,
  version int not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  currency char(3) not null,
  zone text not null,
  seat text not null,
  is_active boolean not null,
  constraint entity_code_is_unique unique (code),
  constraint currency_is_iso check (currency ~ '^[A-Z]{3}$')
);
comment on table access.entity is 'Legal entities of the group.';

create table access.unit (
  id text primary key,
  version int not null,
  entity_id text references access.entity,
  parent_id text references access.unit,
  code text not null,
  name_zh text not null,
  name_en text not null,
  constraint unit_code_is_unique unique (code),
  constraint unit_is_not_its_own_parent check (parent_id is distinct from id)
);
comment on table access.unit is 'The tree of units.';

create table access.person (
  id text primary key,
  version int not null,
  entity_id text not null references access.entity,
  unit_id text references access.unit,
  staff_number text,
  name_zh text not null,
  name_en text not null,
  title_zh text,
  title_en text,
  joined_on date not null,
  left_on date,
  constraint staff_number_is_unique unique (staff_number),
  constraint person_leaves_after_joining check (left_on is null or left_on >= joined_on)
);
comment on table access.person is 'Staff. Duties, roles and delegations hang on the person, never on the account.';

create table access.account (
  id text primary key,
  version int not null,
  person_id text not null references access.person,
  email text not null,
  language text not null,
  is_open boolean not null,
  constraint email_is_lower_case check (email = lower(email)),
  constraint email_is_unique unique (email),
  constraint language_is_known check (language in ('zh-CN', 'en'))
);
comment on table access.account is 'Log-ins. Passwords and second factors lie in schema auth under the same identifier.';
create index account_by_person on access.account (person_id);

create table access.role_grant (
  id text primary key,
  version int not null,
  person_id text not null references access.person,
  role text not null,
  entity_id text references access.entity,
  unit_id text references access.unit,
  limit_currency char(3),
  limit_minor numeric(20,0),
  from_on date not null,
  until_on date,
  state text not null,
  is_founding boolean not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  constraint role_is_known check (role in ('sales', 'sales_manager', 'department_head', 'finance', 'compliance',
    'general_manager', 'programme_manager', 'auditor', 'outside_auditor', 'trainer', 'administrator')),
  constraint limit_has_a_currency check ((limit_currency is null) = (limit_minor is null)),
  constraint limit_is_not_negative check (limit_minor >= 0),
  constraint grant_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint grant_ends_after_it_begins check (until_on is null or until_on >= from_on - 1),
  constraint nobody_grants_to_themselves check (person_id <> proposed_by),
  constraint nobody_confirms_alone check (
    is_founding or answered_by is null or (answered_by <> proposed_by and answered_by <> person_id)
  ),
  constraint only_the_product_founds check (
    is_founding = (proposed_by = 'system' and answered_by is not distinct from 'system')
  ),
  constraint grant_is_answered_or_open check ((state = 'proposed') = (answered_by is null)),
  constraint answer_has_its_time check ((answered_by is null) = (answered_at is null))
);
comment on table access.role_grant is
  'Roles of people, each proposed by one person and confirmed by another. Founding ones came with the company.';
create index role_grant_by_person on access.role_grant (person_id);

create table access.manager (
  id text primary key,
  version int not null,
  person_id text not null references access.person,
  manager_id text not null references access.person,
  from_on date not null,
  until_on date,
  constraint nobody_leads_themselves check (person_id <> manager_id),
  constraint leading_ends_after_it_begins check (until_on is null or until_on >= from_on - 1)
);
comment on table access.manager is 'Who leads whom, with dates.';
create unique index one_open_manager on access.manager (person_id) where until_on is null;

create table access.delegation (
  id text primary key,
  version int not null,
  from_id text not null references access.person,
  to_id text not null references access.person,
  kinds text not null,
  from_on date not null,
  until_on date not null,
  cap_currency char(3),
  cap_minor numeric(20,0),
  reason text not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_by text,
  constraint nobody_deputises_themselves check (from_id <> to_id),
  constraint delegation_ends_by_itself check (until_on >= from_on),
  constraint cap_has_a_currency check ((cap_currency is null) = (cap_minor is null)),
  constraint cap_is_positive check (cap_minor > 0),
  constraint end_has_its_author check ((ended_at is null) = (ended_by is null))
);
comment on table access.delegation is 'Tasks handed over for a time. The deputy acts under their own name.';
create index delegation_by_deputy on access.delegation (to_id, until_on);
create index delegation_by_principal on access.delegation (from_id, until_on);

create table access.duty (
  id text not null,
  version int not null,
  object_type text not null,
  object_id text not null,
  person_id text not null references access.person,
  duty text not null,
  constraint duty_is_one_a_person primary key (object_type, object_id, person_id),
  constraint duty_id_names_object_and_person
    check (id = object_type || ':' || object_id || ':' || person_id),
  constraint duty_id_is_unique unique (id),
  constraint duty_is_known check (duty in ('requester', 'beneficiary', 'approver', 'payer', 'checker',
    'policy_editor', 'importer', 'proposer'))
);
comment on table access.duty is
  'One duty a person for each object, keyed by person and not by account: who requests cannot approve.';
select platform.append_only('access.duty');

create table access.api_token (
  id text primary key,
  version int not null,
  account_id text not null references access.account,
  name text not null,
  token_hash text not null,
  operations text not null,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  constraint token_hash_is_sha256 check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint token_hash_is_unique unique (token_hash),
  constraint token_expires check (expires_at > made_at)
);
comment on table access.api_token is 'Tokens of scripts. Only a digest of the secret is kept.';

create table access.organisation_version (
  is_only boolean primary key default true check (is_only),
  version bigint not null
);
comment on table access.organisation_version is
  'The transaction that last changed the organisation: another number means that a snapshot in memory is old. '
  'Never a counter, because the number of a change that was rolled back would come again for another change.';
insert into access.organisation_version (version) values (0);

create function access.organisation_changed() returns trigger
language plpgsql security definer set search_path = access, pg_temp
as $$
begin
  update access.organisation_version set version = pg_current_xact_id()::text::bigint;
  return null;
end $$;
revoke execute on function access.organisation_changed from public;

create trigger organisation_changed after insert or update on access.entity
  for each statement execute function access.organisation_changed();
create trigger organisation_changed after insert or update on access.unit
  for each statement execute function access.organisation_changed();
create trigger organisation_changed after insert or update on access.person
  for each statement execute function access.organisation_changed();
create trigger organisation_changed after insert or update on access.role_grant
  for each statement execute function access.organisation_changed();
create trigger organisation_changed after insert or update on access.manager
  for each statement execute function access.organisation_changed();
create trigger organisation_changed after insert or update on access.delegation
  for each statement execute function access.organisation_changed();

grant select, insert, update on access.entity, access.unit, access.person, access.account, access.role_grant,
  access.manager, access.delegation, access.api_token to {app};
grant select, insert on access.duty to {app};
grant select on access.organisation_version to {app};
grant select on all tables in schema access to {worker}, {auditor};
