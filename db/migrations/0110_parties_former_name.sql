-- A customer keeps being found under what it was called before: a new name must not open a fresh limit. Group-wide, as
-- the parties are. Merged records need nothing here, because a merge is a pointer and the record keeps its names.

create table parties.former_name (
  id text primary key,
  version int not null,
  customer_id text not null references parties.customer (id),
  kind text not null,
  value text not null,
  changed_at timestamptz(3) not null,
  constraint former_name_kind_is_known check (kind in ('name', 'short_name', 'latin_name', 'credit_code')),
  constraint former_name_is_kept_once unique (customer_id, kind, value),
  constraint former_name_says_something check (value <> '')
);
comment on table parties.former_name is 'What a customer was called, and which credit code it had, before its record was corrected.';
select platform.append_only('parties.former_name');

grant select, insert on parties.former_name to {app};
grant select on parties.former_name to {worker}, {auditor};
