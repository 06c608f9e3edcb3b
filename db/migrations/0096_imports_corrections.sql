-- A row that could not enter is put right in place: what was changed, by whom and why, and what came of it. The
-- cells as the file has them stay where they are. A run keeps its heading, by which a corrected row is read again.

alter table imports.run add column heading text, add column entity_id text;
comment on column imports.run.heading is
  'The cells of the heading line, and how the file counts days; null for runs of before.';
comment on column imports.run.entity_id is 'The legal entity whose own history it is.';

create table imports.correction (
  id text primary key,
  version int not null,
  run_id text not null references imports.run (id),
  problem_id text not null references imports.problem (id),
  what text not null,
  reason text not null,
  result text not null,
  remarks text not null,
  benefit_id text references benefits.benefit (id),
  cells_sha256 text not null,
  corrected_by text not null,
  corrected_at timestamptz(3) not null,
  constraint version_is_one check (version = 1),
  constraint result_is_known check (result in ('entered', 'held', 'rejected', 'set_aside')),
  constraint correction_has_a_reason check (reason <> ''),
  constraint entered_has_its_benefit check ((result = 'entered') = (benefit_id is not null))
);
comment on table imports.correction is
  'How a row that could not enter was put right: the cells with their old and new text, the parties that were picked, the reason, and what came of it.';
select platform.append_only('imports.correction');
create index correction_by_problem on imports.correction (problem_id, corrected_at);
create index correction_by_cells on imports.correction (cells_sha256) where benefit_id is not null;
create unique index a_benefit_is_corrected_once on imports.correction (benefit_id) where benefit_id is not null;

grant select, insert on imports.correction to {app};
grant select on imports.correction to {worker}, {auditor};
