-- Where the memorandum ledger meets the lawful books: the accounts of the general ledger (科目) that its lines go to, the
-- files of vouchers that left, and the statutory numbers (凭证号) that came back.

create table ledger.chart (
  id text not null,
  version int not null,
  entity_id text not null,
  account text not null,
  about text not null,
  code text not null,
  name text not null,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint chart_has_one_line_a_key unique (entity_id, account, about),
  constraint account_is_statutory check (account in ('expense', 'payable', 'paid', 'settled', 'accrual')),
  constraint code_is_a_code check (code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,29}$')
);
comment on table ledger.chart is
  'To which account of the general ledger an account of ours goes, for a form of benefit, a way of giving or all; what is not here is shipped.';

create table ledger.voucher_export (
  id text not null,
  version int not null,
  entity_id text not null,
  period text not null,
  layout text not null,
  kind text not null,
  selection text not null,
  vouchers int not null,
  digest text not null,
  reason text not null,
  exported_by text not null,
  exported_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint export_is_never_changed check (version = 1),
  constraint period_is_a_month check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  constraint digest_is_sha256 check (digest ~ '^[0-9a-f]{64}$')
);
comment on table ledger.voucher_export is 'Files of accounting vouchers that were made for the finance system, with their digests.';
select platform.append_only('ledger.voucher_export');
create index voucher_export_by_period on ledger.voucher_export (entity_id, period, exported_at desc);

create table ledger.voucher (
  id text not null,
  version int not null,
  entity_id text not null,
  benefit_id text not null,
  document_type text not null,
  document_id text not null,
  number text not null,
  voucher_date date not null,
  source text not null,
  digest text,
  replaces text,
  reason text,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint voucher_is_never_changed check (version = 1),
  constraint voucher_id_is_one_in_its_entity unique (entity_id, document_id, benefit_id, id),
  constraint voucher_is_replaced_once unique (entity_id, replaces),
  constraint voucher_replaces_its_own foreign key (entity_id, document_id, benefit_id, replaces)
    references ledger.voucher (entity_id, document_id, benefit_id, id),
  constraint number_is_written check (number ~ '\S'),
  constraint source_is_known check (source in ('entry', 'file')),
  constraint a_file_has_its_digest check ((source = 'file') = (digest is not null)),
  constraint a_correction_has_its_reason check ((replaces is null) = (reason is null))
);
comment on table ledger.voucher is
  'Statutory voucher numbers by document, benefit and month. A correction is a further row that replaces one; what none replaces counts.';
select platform.append_only('ledger.voucher');
create unique index voucher_is_first_of_its_month on ledger.voucher
  (entity_id, document_id, benefit_id, (extract(year from voucher_date) * 12 + extract(month from voucher_date)))
  where replaces is null;
create index voucher_by_benefit on ledger.voucher (benefit_id);
create index voucher_by_number on ledger.voucher (entity_id, number);
create index entry_by_month on ledger.entry (entity_id, booked_on, document_id);

grant select, insert, update on ledger.chart to {app};
grant select, insert on ledger.voucher_export, ledger.voucher to {app};
grant select on ledger.chart, ledger.voucher_export, ledger.voucher to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['chart', 'voucher_export', 'voucher'] loop
    execute format('alter table ledger.%I enable row level security', name);
    execute format('alter table ledger.%I force row level security', name);
    execute format('create policy entity_border on ledger.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
