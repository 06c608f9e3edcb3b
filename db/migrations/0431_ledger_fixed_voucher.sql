-- A voucher that left in a file or got its statutory number holds what it held then. What its document books afterwards in the
-- same month becomes a voucher of its own (补充凭证), and a number belongs to the voucher that it is of, whatever its day.

create table ledger.fixed_voucher (
  id text not null,
  version int not null,
  entity_id text not null,
  benefit_id text not null,
  document_type text not null,
  document_id text not null,
  period text not null,
  part int not null,
  entries text not null,
  export_id text,
  fixed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint fixed_voucher_is_never_changed check (version = 1),
  constraint voucher_is_fixed_once unique (entity_id, document_id, benefit_id, period, part),
  constraint fixed_in_a_month check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  constraint part_is_counted_from_nought check (part >= 0),
  constraint fixed_voucher_holds_entries check (entries ~ '\S'),
  constraint fixed_by_a_file_that_is_there foreign key (entity_id, export_id) references ledger.voucher_export (entity_id, id)
);
comment on table ledger.fixed_voucher is
  'What the vouchers hold that left in a file or have a number: the entries of a document in a month, with a space between them.';
comment on column ledger.fixed_voucher.export_id is 'The first file in which it left; none where it got its number without one.';
select platform.append_only('ledger.fixed_voucher');
create index fixed_voucher_by_benefit on ledger.fixed_voucher (benefit_id);
create index fixed_voucher_by_export on ledger.fixed_voucher (entity_id, export_id);

alter table ledger.voucher_export add column fixes bool;
comment on column ledger.voucher_export.fixes is
  'True where what its vouchers hold was kept; a file that was made before says only when.';

alter table ledger.voucher
  add column period text,
  add column part int,
  add constraint number_is_of_a_voucher check ((period is null) = (part is null));
comment on column ledger.voucher.period is
  'The month whose voucher the number is of. Without one it is of an earlier build, and covers what its document had booked by then.';
drop index ledger.voucher_is_first_of_its_month;
create unique index voucher_has_one_first_number on ledger.voucher (entity_id, document_id, benefit_id, period, part)
  where replaces is null;

grant select, insert on ledger.fixed_voucher to {app};
grant select on ledger.fixed_voucher to {worker}, {auditor};
alter table ledger.fixed_voucher enable row level security;
alter table ledger.fixed_voucher force row level security;
create policy entity_border on ledger.fixed_voucher using (access.may_see(entity_id));
