-- Invoices: what was read of each, who looked it up at the tax authority, and what it was used for. Entity-scoped: an
-- invoice belongs to the entity in whose name it was brought. Its number is unique in the whole group all the same, so
-- that one paper is never used twice, whoever brings it and in whichever year.

create schema invoices;
grant usage on schema invoices to {app}, {worker}, {auditor};

create table invoices.invoice (
  id text not null,
  version int not null,
  entity_id text not null references access.entity (id),
  key text not null,
  code text,
  number text not null,
  kind text,
  seller_name text,
  seller_tax text,
  buyer_name text,
  buyer_tax text,
  currency char(3) not null,
  net_minor numeric(20,0),
  tax_minor numeric(20,0),
  total_minor numeric(20,0) not null,
  issued_on date not null,
  items text not null,
  discount text,
  refers_to text,
  sources text not null,
  file_digest text not null,
  check_state text not null,
  used_minor numeric(20,0) not null,
  reversed_minor numeric(20,0) not null,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint invoice_id_is_unique unique (id),
  constraint number_is_unique unique (key),
  constraint invoice_kind_is_known check (kind in ('special', 'general')),
  constraint currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  constraint total_is_not_nothing check (total_minor <> 0),
  constraint parts_make_the_total check (net_minor + tax_minor = total_minor),
  constraint items_are_a_list check (json_typeof(items::json) = 'array'),
  constraint discount_is_known check (discount in ('line', 'remark')),
  constraint sources_are_json check (json_typeof(sources::json) = 'object'),
  constraint digest_is_sha256 check (file_digest ~ '^[0-9a-f]{64}$'),
  constraint check_state_is_known check (check_state in ('unchecked', 'good', 'bad')),
  constraint used_is_not_negative check (used_minor >= 0),
  constraint used_is_within_the_total check (used_minor <= greatest(total_minor, 0)),
  constraint reversed_is_not_negative check (reversed_minor >= 0)
);
comment on table invoices.invoice is
  'One row an invoice number in the group: what was read or typed, from which source, and how much of it is used.';
create index invoice_by_day on invoices.invoice (entity_id, issued_on desc, id desc);
create index invoice_by_person on invoices.invoice (recorded_by, issued_on desc, id desc);
create index invoice_refers_to on invoices.invoice (refers_to) where refers_to is not null;

create table invoices.file (
  id text not null,
  version int not null,
  entity_id text not null,
  invoice_id text not null,
  read_as text not null,
  name text not null,
  digest text not null,
  media_type text not null,
  bytes bigint not null,
  added_by text not null,
  added_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint file_id_is_unique unique (id),
  constraint file_belongs_to_invoice
    foreign key (entity_id, invoice_id) references invoices.invoice (entity_id, id),
  constraint read_as_is_known check (read_as in ('xml', 'ofd', 'photo', 'pdf', 'proof')),
  constraint file_digest_is_sha256 check (digest ~ '^[0-9a-f]{64}$')
);
comment on table invoices.file is
  'The files of an invoice: the electronic original, its photo, its paper copy, and what proves an official check.';
select platform.append_only('invoices.file');
create index file_by_invoice on invoices.file (invoice_id);

create table invoices.use (
  id text not null,
  version int not null,
  entity_id text not null,
  invoice_id text not null,
  for_type text not null,
  for_id text not null,
  minor numeric(20,0) not null,
  releases text,
  used_by text not null,
  used_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint use_id_is_unique unique (id),
  constraint use_belongs_to_invoice
    foreign key (entity_id, invoice_id) references invoices.invoice (entity_id, id),
  constraint release_belongs_to_use
    foreign key (entity_id, releases) references invoices.use (entity_id, id),
  constraint use_is_released_once unique (releases),
  constraint release_is_negative check ((minor < 0) = (releases is not null) and minor <> 0)
);
comment on table invoices.use is
  'What an invoice was used for, with the part of its amount; a release is a negative line that names its use.';
select platform.append_only('invoices.use');
create unique index invoice_is_used_once_for_a_thing on invoices.use (invoice_id, for_type, for_id)
  where releases is null;
create index use_by_thing on invoices.use (for_type, for_id);

-- The counter in the row of the invoice is the lock and the limit; it can never differ from the lines that it counts.
create function invoices.compare_uses() returns trigger
language plpgsql
as $$
declare
  the_invoice text := case tg_table_name when 'use' then (to_jsonb(new) ->> 'invoice_id') else (to_jsonb(new) ->> 'id') end;
  counted numeric;
  summed numeric;
begin
  select used_minor into counted from invoices.invoice where id = the_invoice;
  select coalesce(sum(minor), 0) into summed from invoices.use where invoice_id = the_invoice;
  if counted is distinct from summed then
    raise exception 'invoice % counts % and its uses make %', the_invoice, counted, summed
      using errcode = '23514', constraint = 'used_is_the_sum';
  end if;
  return null;
end
$$;
create constraint trigger used_is_the_sum after insert or update on invoices.invoice
  deferrable initially deferred for each row execute function invoices.compare_uses();
create constraint trigger used_is_the_sum after insert on invoices.use
  deferrable initially deferred for each row execute function invoices.compare_uses();

create table invoices.official_check (
  id text not null,
  version int not null,
  entity_id text not null,
  invoice_id text not null,
  result text not null,
  note text not null,
  proof_digest text,
  checked_on date not null,
  checked_by text not null,
  recorded_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint official_check_id_is_unique unique (id),
  constraint official_check_belongs_to_invoice
    foreign key (entity_id, invoice_id) references invoices.invoice (entity_id, id),
  constraint result_is_known check (result in ('matches', 'differs', 'not_found', 'voided', 'reversed')),
  constraint proof_is_sha256 check (proof_digest ~ '^[0-9a-f]{64}$')
);
comment on table invoices.official_check is
  'What the service of the tax authority said of an invoice (查验): who asked it on which day, and what proves it.';
select platform.append_only('invoices.official_check');
create index official_check_by_invoice on invoices.official_check (invoice_id, recorded_at);

create table invoices.alert (
  id text not null,
  version int not null,
  entity_id text not null references access.entity (id),
  invoice_id text not null references invoices.invoice (id),
  reason text not null,
  detail text not null,
  raised_by text not null,
  raised_at timestamptz(3) not null,
  answer text,
  answered_by text,
  answered_at timestamptz(3),
  primary key (entity_id, id),
  constraint invoice_alert_id_is_unique unique (id),
  constraint invoice_alert_reason_is_known check (reason in
    ('number_twice', 'other_amount', 'facts_differ', 'check_negative', 'reversed_after_use')),
  constraint detail_is_json check (json_typeof(detail::json) = 'object'),
  constraint invoice_alert_answer_is_whole
    check ((answer is null) = (answered_by is null) and (answered_by is null) = (answered_at is null))
);
comment on table invoices.alert is
  'What compliance is to know of an invoice: brought twice, with another amount, not true, or taken back after its use.';
create index invoice_alert_by_invoice on invoices.alert (invoice_id);
create index invoice_alert_by_time on invoices.alert (entity_id, raised_at desc, id desc);

create table invoices.buyer (
  id text not null,
  version int not null,
  entity_id text not null references access.entity (id),
  title text not null,
  tax_number text not null,
  stated_by text not null,
  stated_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint buyer_id_is_unique unique (id),
  constraint entity_has_one_title unique (entity_id)
);
comment on table invoices.buyer is
  'What stands on an invoice for an entity of ours (开票信息): its full name and its tax number.';

grant select, insert, update on invoices.invoice, invoices.alert, invoices.buyer to {app};
grant select, insert on invoices.file, invoices.use, invoices.official_check to {app};
grant select on all tables in schema invoices to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['invoice', 'file', 'use', 'official_check', 'alert', 'buyer'] loop
    execute format('alter table invoices.%I enable row level security', name);
    execute format('alter table invoices.%I force row level security', name);
    execute format('create policy entity_border on invoices.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;

-- A number that another entity of the group brought has to be found as well. This tells where it is, in which amount and
-- since when, and nothing of its content. The border of entities is opened for this one query and stands again behind it.
create function invoices.known(keys text[])
returns table (key text, id text, entity_id text, currency text, total_minor numeric, recorded_at timestamptz)
language plpgsql security definer set search_path = invoices, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select i.key, i.id, i.entity_id, i.currency::text, i.total_minor, i.recorded_at
    from invoices.invoice as i
    where i.key = any (keys);
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function invoices.known is 'Which of these invoice numbers are on record, in whichever entity of the group.';
revoke execute on function invoices.known from public;
grant execute on function invoices.known to {app};
