-- Policy packs as they were in force, and each decision with the record that makes it reproducible.

create schema policy;
grant usage on schema policy to {app}, {worker}, {auditor};

create table policy.pack (
  id text primary key,
  version int not null,
  pack_id text not null,
  pack_version text not null,
  sha256 text not null,
  content text not null,
  effective_from date not null,
  effective_to date,
  adopted_by text not null,
  adopted_at timestamptz(3) not null,
  constraint sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint pack_version_is_unique unique (pack_id, pack_version)
);
comment on table policy.pack is
  'Every version of every pack and of the authority matrix that was ever in force, with its content. A version never changes; a new one ends it.';
create index pack_by_digest on policy.pack (sha256);
grant select, insert, update on policy.pack to {app};

create table policy.decision (
  id text primary key,
  version int not null,
  object_type text not null,
  object_id text not null,
  outcome text not null,
  level text,
  sha256 text not null,
  record text not null,
  at timestamptz(3) not null,
  constraint version_is_one check (version = 1),
  constraint sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table policy.decision is
  'Decision records (决定记录): facts with sources, packs, rates, sums and fired rules. The text is the bytes that were hashed.';
select platform.append_only('policy.decision');
create index decision_by_object on policy.decision (object_type, object_id, at);
grant select, insert on policy.decision to {app};
grant select on policy.pack, policy.decision to {worker}, {auditor};
