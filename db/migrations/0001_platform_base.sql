-- The ground on which every module's migration stands.

-- Trigrams find names of three characters and more. Made before the default below, which would hide its functions.
create extension if not exists pg_trgm;

-- Nothing is open to everybody: each function and each table is granted where it is made.
revoke create on schema public from public;
alter default privileges for role {owner} revoke execute on functions from public;

create schema platform;
comment on schema platform is 'What every module uses: migrations, command answers, jobs, files, keys.';
grant usage on schema platform to {app}, {worker}, {auditor};

create table platform.migration (
  name text primary key,
  hash text not null,
  applied_at timestamptz(3) not null default now(),
  constraint hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$')
);
comment on table platform.migration is 'The applied migration files with the SHA-256 of their text.';
grant select on platform.migration to {app}, {worker}, {auditor};

create function platform.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op
    using errcode = 'restrict_violation';
end
$$;
comment on function platform.refuse_change() is 'Raised by the triggers of append-only tables.';

create function platform.append_only(target regclass) returns void
language plpgsql
as $$
begin
  execute format(
    'create trigger no_change before update or delete on %s
     for each row execute function platform.refuse_change()', target);
  execute format(
    'create trigger no_truncate before truncate on %s
     for each statement execute function platform.refuse_change()', target);
  execute format('revoke update, delete, truncate on %s from {app}, {worker}, {auditor}', target);
end
$$;
comment on function platform.append_only(regclass) is
  'Makes a table append-only for everybody, its owner included, until the owner takes the triggers off.';

create function platform.open_schema(target regnamespace) returns void
language plpgsql
as $$
begin
  execute format('grant usage on schema %s to {app}, {worker}, {auditor}', target);
  execute format(
    'alter default privileges for role {owner} in schema %s grant select on tables to {auditor}', target);
  execute format(
    'alter default privileges for role {owner} in schema %s grant usage on sequences to {app}, {worker}', target);
end
$$;
comment on function platform.open_schema(regnamespace) is
  'Called after create schema of a module: its roles may enter, the auditor reads every later table, sequences work.
   What app and worker may do with a table is granted by name, table by table.';
