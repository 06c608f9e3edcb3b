-- What goes to banks and what comes back: our own accounts, the batches of payment orders, statements and their lines.
-- Entity-scoped. Nothing that a bank said is changed; a line of a statement gets an answer once.

create table payments.own_account (
  id text not null,
  version int not null,
  entity_id text not null,
  holder text not null,
  bank text not null,
  number text not null,
  cnaps text,
  bic text,
  currency char(3) not null,
  form text not null,
  state text not null,
  stated_by text not null references access.person,
  stated_at timestamptz(3) not null,
  checked_by text references access.person,
  checked_at timestamptz(3),
  primary key (entity_id, id),
  constraint own_account_id_is_unique unique (id),
  constraint own_account_state_is_known check (state in ('stated', 'verified')),
  constraint nobody_checks_their_own_account check (checked_by <> stated_by),
  constraint verified_account_has_its_checker
    check ((state = 'verified') = (checked_by is not null) and (checked_by is null) = (checked_at is null)),
  constraint number_is_plain check (number ~ '^[0-9A-Z]{5,34}$')
);
comment on table payments.own_account is
  'Accounts of our entities that pay: stated by one person, verified by another before a batch or a statement names them.';
create unique index own_account_is_verified_once on payments.own_account (number) where state = 'verified';

create table payments.batch (
  id text not null,
  version int not null,
  entity_id text not null,
  account_id text not null,
  form text not null,
  execute_on date not null,
  currency char(3) not null,
  minor numeric(20,0) not null,
  orders int not null,
  made_by text not null references access.person,
  made_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint batch_id_is_unique unique (id),
  constraint batch_is_never_changed check (version = 1),
  constraint batch_pays_something check (minor > 0 and orders > 0),
  constraint batch_has_its_account foreign key (entity_id, account_id) references payments.own_account (entity_id, id)
);
comment on table payments.batch is 'Batches of payment orders that left for a bank.';
select platform.append_only('payments.batch');
create index batch_by_account on payments.batch (entity_id, account_id, made_at desc);

create table payments.batch_file (
  id text not null,
  version int not null,
  entity_id text not null,
  batch_id text not null,
  name text not null,
  digest text not null,
  media_type text not null,
  orders int not null,
  minor numeric(20,0) not null,
  primary key (entity_id, id),
  constraint batch_file_is_never_changed check (version = 1),
  constraint digest_is_sha256 check (digest ~ '^[0-9a-f]{64}$'),
  constraint file_belongs_to_batch foreign key (entity_id, batch_id) references payments.batch (entity_id, id)
);
comment on table payments.batch_file is 'The files of a batch with their digests: what a bank gets is what was made.';
select platform.append_only('payments.batch_file');
create index batch_file_by_batch on payments.batch_file (entity_id, batch_id);

create table payments.batch_line (
  id text not null,
  version int not null,
  entity_id text not null,
  batch_id text not null,
  file_id text not null,
  order_id text not null,
  primary key (entity_id, id),
  constraint batch_line_is_never_changed check (version = 1),
  constraint order_leaves_once unique (order_id),
  constraint line_belongs_to_file foreign key (entity_id, file_id) references payments.batch_file (entity_id, id),
  constraint line_names_its_order foreign key (entity_id, order_id) references payments.order (entity_id, id)
);
comment on table payments.batch_line is 'In which file a payment order left. An order leaves once; what failed is ordered anew.';
select platform.append_only('payments.batch_line');
create index batch_line_by_batch on payments.batch_line (entity_id, batch_id);

create table payments.statement (
  id text not null,
  version int not null,
  entity_id text not null,
  account_id text,
  form text not null,
  number text not null,
  digest text not null,
  file_digest text not null,
  from_on date,
  to_on date,
  currency char(3),
  opening_minor numeric(20,0),
  closing_minor numeric(20,0),
  state text not null,
  held_code text,
  held_params text,
  imported_by text not null,
  imported_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint statement_is_never_changed check (version = 1),
  constraint statement_state_is_known check (state in ('counted', 'held')),
  constraint held_statement_has_its_reason check ((state = 'held') = (held_code is not null)),
  constraint counted_statement_is_whole check (
    state = 'held' or (account_id is not null and from_on is not null and to_on is not null
      and currency is not null and opening_minor is not null and closing_minor is not null)
  ),
  constraint statement_has_its_account
    foreign key (entity_id, account_id) references payments.own_account (entity_id, id)
);
comment on table payments.statement is
  'Statements of our accounts: counted once each, or held with the reason; the file itself lies sealed.';
select platform.append_only('payments.statement');
create unique index statement_counts_once on payments.statement (account_id, number, digest) where state = 'counted';
create index statement_by_account on payments.statement (entity_id, account_id, to_on);

create table payments.statement_line (
  id text not null,
  version int not null,
  entity_id text not null,
  statement_id text not null,
  account_id text not null,
  key text not null,
  row_number int not null,
  direction text not null,
  currency char(3) not null,
  minor numeric(20,0) not null,
  booked_on date not null,
  status text not null,
  end_to_end_id text,
  tail text,
  verdict text not null,
  why text,
  matched_by text,
  order_ids text not null,
  answered_by text references access.person,
  answered_at timestamptz(3),
  reason text,
  primary key (entity_id, id),
  constraint statement_line_id_is_unique unique (id),
  constraint line_counts_once unique (account_id, key),
  constraint line_has_its_statement
    foreign key (entity_id, statement_id) references payments.statement (entity_id, id),
  constraint direction_is_known check (direction in ('in', 'out')),
  constraint line_is_positive check (minor >= 0),
  constraint line_status_is_known check (status in ('booked', 'pending')),
  constraint verdict_is_known
    check (verdict in ('paid', 'returned', 'fee', 'incoming', 'pending', 'never_made', 'ask', 'elsewhere')),
  constraint order_ids_are_json check (json_typeof(order_ids::json) = 'array'),
  constraint answer_is_whole check (
    (answered_by is null) = (answered_at is null) and (answered_by is null) = (reason is null)
  )
);
comment on table payments.statement_line is
  'Lines of statements and what each is. Names and remarks stay in the sealed file. A line counts once.';
create index statement_line_by_statement on payments.statement_line (entity_id, statement_id);
create index statement_line_open on payments.statement_line (entity_id, account_id, booked_on)
  where verdict in ('ask', 'never_made') and answered_by is null;

grant select, insert, update on payments.own_account, payments.statement_line to {app};
grant select, insert on payments.batch, payments.batch_file, payments.batch_line, payments.statement to {app};
grant select on payments.own_account, payments.batch, payments.batch_file, payments.batch_line, payments.statement,
  payments.statement_line to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array
    array['own_account', 'batch', 'batch_file', 'batch_line', 'statement', 'statement_line']
  loop
    execute format('alter table payments.%I enable row level security', name);
    execute format('alter table payments.%I force row level security', name);
    execute format('create policy entity_border on payments.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
