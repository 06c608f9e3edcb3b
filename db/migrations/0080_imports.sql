-- Imports of registers: the runs, what became of each row, and the parties of observed books. A run has no
-- reading of its own kept here: rows stand in the register, and what could not enter stands beside it.

create schema imports;
grant usage on schema imports to {app}, {worker}, {auditor};

create table imports.run (
  id text primary key,
  version int not null,
  profile text not null,
  profile_version int not null,
  book text not null,
  file_name text not null,
  file_sha256 text not null,
  state text not null,
  started_by text not null,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3),
  reverses text references imports.run (id),
  rows int not null,
  accepted int not null,
  held int not null,
  rejected int not null,
  duplicates int not null,
  nil int not null,
  summary text,
  constraint state_is_known check (state in ('running', 'done', 'cancelled', 'undone')),
  constraint digest_is_sha256 check (file_sha256 ~ '^[0-9a-f]{64}$'),
  constraint every_row_is_counted_once check (accepted + held + rejected + duplicates + nil = rows)
);
comment on table imports.run is
  'One import of one file, or the undoing of one. Its counts add up to the rows of the file.';
create unique index one_run_a_book_at_a_time on imports.run (book) where state = 'running';
create index run_by_start on imports.run (started_at desc, id desc);
create index run_by_file on imports.run (file_sha256);

create table imports.party (
  id text primary key,
  version int not null,
  book text not null,
  kind text not null,
  name text not null,
  constraint version_is_one check (version = 1),
  constraint kind_is_known check (kind in ('person', 'entity', 'unknown'))
);
comment on table imports.party is
  'Givers and recipients of observed books: never our customers, never our entities. The id is made of book and key, so the same party has one sum in its book.';
select platform.append_only('imports.party');

create table imports.row (
  id text primary key,
  version int not null,
  run_id text not null references imports.run (id),
  book text not null,
  key text not null,
  line int not null,
  place int not null,
  benefit_id text not null references benefits.benefit (id),
  outcome text not null,
  stopped_by text not null,
  rules text not null,
  facts text not null,
  decision_sha256 text not null,
  is_reversed boolean not null,
  constraint digest_is_sha256 check (decision_sha256 ~ '^[0-9a-f]{64}$')
);
comment on table imports.row is
  'What became of an imported row: its benefit, the rules that stopped it and all that spoke, and the facts from which the decision can be taken again.';
create unique index a_row_enters_once on imports.row (book, key) where not is_reversed;
create index row_by_run on imports.row (run_id, place);

create table imports.problem (
  id text primary key,
  version int not null,
  run_id text not null references imports.run (id),
  line int not null,
  kind text not null,
  remarks text not null,
  cells text not null,
  constraint version_is_one check (version = 1),
  constraint kind_is_known check (kind in ('rejected', 'held'))
);
comment on table imports.problem is
  'Rows that could not enter, with the reason for each: to be put right and imported again.';
select platform.append_only('imports.problem');
create index problem_by_run on imports.problem (run_id, line);

grant select, insert, update on imports.run, imports.row to {app};
grant select, insert on imports.party, imports.problem to {app};
grant select on imports.run, imports.party, imports.row, imports.problem to {worker}, {auditor};
