-- The journal of the general ledger against the register: what was compared, what a person should look at
-- and what
-- people said of it, and the certificate that somebody signed. Entity-scoped: a journal is that of one
-- company.

create schema coverage;
grant usage on schema coverage to {app}, {worker}, {auditor};

create table coverage.run (
  id text not null,
  version int not null,
  entity_id text not null,
  file_name text not null,
  file_sha256 text not null,
  from_on date not null,
  until_on date not null,
  currency char(3) not null,
  lines int not null,
  unread int not null,
  unbooked int not null,
  unlisted int not null,
  spend_minor numeric(20,0) not null,
  matched_minor numeric(20,0) not null,
  explained_minor numeric(20,0) not null,
  unexplained_minor numeric(20,0) not null,
  compared_by text not null,
  compared_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint run_id_is_unique unique (id),
  constraint run_is_never_changed check (version = 1),
  constraint run_sha256_is_hex check (file_sha256 ~ '^[0-9a-f]{64}$'),
  constraint run_days_are_in_order check (from_on <= until_on),
  constraint run_sums_are_tied check (matched_minor + explained_minor + unexplained_minor = spend_minor)
);
comment on table coverage.run is 'A journal that was compared with the register, with its sums.';
select platform.append_only('coverage.run');

create table coverage.account (
  id text not null,
  version int not null,
  entity_id text not null,
  run_id text not null,
  place int not null,
  code text not null,
  name text not null,
  kind text not null,
  lines int not null,
  total_minor numeric(20,0) not null,
  matched_minor numeric(20,0) not null,
  explained_minor numeric(20,0) not null,
  unexplained_minor numeric(20,0) not null,
  primary key (entity_id, id),
  constraint account_belongs_to_run foreign key (entity_id, run_id) references coverage.run (entity_id, id),
  constraint account_stands_once unique (entity_id, run_id, place),
  constraint account_is_never_changed check (version = 1),
  constraint account_sums_are_tied check (matched_minor + explained_minor + unexplained_minor = total_minor)
);
comment on table coverage.account is
  'The sums of one watched account in a compared journal, tied to the cent.';
select platform.append_only('coverage.account');

create table coverage.line (
  id text not null,
  version int not null,
  entity_id text not null,
  run_id text not null,
  place int not null,
  fingerprint text not null,
  line int not null,
  account int not null,
  happened_on date not null,
  voucher text not null,
  text text not null,
  payee text not null,
  minor numeric(20,0) not null,
  score int not null,
  reasons text not null,
  state text not null,
  benefit_id text,
  reason text,
  marked_by text,
  marked_at timestamptz(3),
  confirmed_by text,
  confirmed_at timestamptz(3),
  primary key (entity_id, id),
  constraint line_id_is_unique unique (id),
  constraint line_belongs_to_run foreign key (entity_id, run_id) references coverage.run (entity_id, id),
  constraint line_stands_once unique (entity_id, run_id, place),
  constraint line_state_is_known check (state in ('open', 'waiting', 'explained', 'matched')),
  constraint reasons_are_a_list check (json_typeof(reasons::json) = 'array'),
  constraint a_mark_has_its_reason
    check ((state = 'open') = (marked_by is null) and (marked_by is null) = (reason is null)),
  constraint what_is_matched_names_its_benefit check ((state = 'matched') = (benefit_id is not null)),
  constraint nobody_confirms_his_own_mark check (confirmed_by <> marked_by)
);
comment on table coverage.line is
  'Lines of a journal that a person should look at, with the reasons, and what people said of them.';
create index line_by_fingerprint on coverage.line (entity_id, fingerprint);

create table coverage.certificate (
  id text not null,
  version int not null,
  entity_id text not null,
  run_id text not null,
  spend_minor numeric(20,0) not null,
  matched_minor numeric(20,0) not null,
  explained_minor numeric(20,0) not null,
  unexplained_minor numeric(20,0) not null,
  currency char(3) not null,
  coverage text not null,
  accounts text not null,
  statement text not null,
  signed_by text not null,
  signed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint certificate_is_one_a_run unique (entity_id, run_id),
  constraint certificate_belongs_to_run
    foreign key (entity_id, run_id) references coverage.run (entity_id, id),
  constraint certificate_is_never_changed check (version = 1),
  constraint certificate_sums_are_tied
    check (matched_minor + explained_minor + unexplained_minor = spend_minor),
  constraint certificate_accounts_are_a_list check (json_typeof(accounts::json) = 'array')
);
comment on table coverage.certificate is
  'Completeness certificates: how much of the spend is registered or explained, and who signed it.';
select platform.append_only('coverage.certificate');

grant select, insert on coverage.run, coverage.account, coverage.certificate to {app};
grant select, insert, update on coverage.line to {app};
grant select on coverage.run, coverage.account, coverage.line, coverage.certificate to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['run', 'account', 'line', 'certificate'] loop
    execute format('alter table coverage.%I enable row level security', name);
    execute format('alter table coverage.%I force row level security', name);
    execute format('create policy entity_border on coverage.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
