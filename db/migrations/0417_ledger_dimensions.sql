-- What an account of the general ledger carries beside its amount (辅助核算), and by which codes the finance system knows
-- our units, people, organisations, vendors and projects. A voucher without them is refused by the importer.

create table ledger.account_dimension (
  id text not null,
  version int not null,
  entity_id text not null,
  code text not null,
  dimensions text not null,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint account_has_its_dimensions_once unique (entity_id, code),
  constraint dimension_account_is_a_code check (code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,29}$'),
  constraint dimensions_are_known check (dimensions ~ '^((department|employee|customer|vendor|project)( (?!$)|$))*$')
);
comment on table ledger.account_dimension is
  'Which dimensions an account of the general ledger of an entity carries, in the order in which they stand; empty for none.';

create table ledger.dimension_code (
  id text not null,
  version int not null,
  entity_id text not null,
  kind text not null,
  subject_id text not null,
  code text,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint subject_has_one_code unique (entity_id, kind, subject_id),
  constraint dimension_is_known check (kind in ('department', 'employee', 'customer', 'vendor', 'project')),
  constraint dimension_code_is_plain check (code ~ '^[^\s/,;"]{1,30}$' and code !~ '--')
);
comment on table ledger.dimension_code is
  'By which code the finance system of an entity knows one of ours; a dash stands for a line that has none of its kind.';

grant select, insert, update on ledger.account_dimension, ledger.dimension_code to {app};
grant select on ledger.account_dimension, ledger.dimension_code to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['account_dimension', 'dimension_code'] loop
    execute format('alter table ledger.%I enable row level security', name);
    execute format('alter table ledger.%I force row level security', name);
    execute format('create policy entity_border on ledger.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
