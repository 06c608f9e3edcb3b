-- Who tries many amounts near a limit searches for it. Single tries are only counted, without the benefit; a search
-- is recorded once and stands in the log.

create table policy.near_try (
  person_id text not null,
  matter text not null,
  amount text not null,
  at timestamptz(3) not null,
  primary key (person_id, matter, amount),
  constraint matter_is_sha256 check (matter ~ '^[0-9a-f]{64}$'),
  constraint amount_is_sha256 check (amount ~ '^[0-9a-f]{64}$')
);
comment on table policy.near_try is
  'Previews near a limit within the last day: whose, and digests that tell limits, recipients and amounts apart.';
grant select, insert, update, delete on policy.near_try to {app};

create table policy.near_limit (
  id text not null,
  version int not null,
  entity_id text not null,
  person_id text not null,
  matter text not null,
  rule_id text not null,
  rule_part text,
  measure text not null,
  pack_id text not null,
  pack_version text not null,
  tries int not null,
  first_at timestamptz(3) not null,
  at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint matter_is_sha256 check (matter ~ '^[0-9a-f]{64}$'),
  constraint a_search_has_several_tries check (tries >= 2),
  constraint a_search_has_its_beginning check (first_at <= at)
);
comment on table policy.near_limit is
  'Searches for a limit: many amounts near one within minutes, as the company pack counts them. For compliance.';
select platform.append_only('policy.near_limit');
create index near_limit_by_person on policy.near_limit (person_id, matter, at);
create index near_limit_by_time on policy.near_limit (at);
grant select, insert on policy.near_limit to {app};
grant select on policy.near_limit to {worker}, {auditor};
alter table policy.near_limit enable row level security;
alter table policy.near_limit force row level security;
create policy entity_border on policy.near_limit using (access.may_see(entity_id));
