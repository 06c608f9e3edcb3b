-- Input tax (进项税额) in the vouchers: what of the tax of a special invoice was credited when its claim was accepted, what
-- was not and why, and what finance of an entity says of single kinds of benefit (CN-VAT-02). The memorandum ledger goes on
-- holding a benefit at what was paid for it, tax included; only its voucher shows the tax apart.

create table ledger.input_tax (
  id text not null,
  version int not null,
  entity_id text not null,
  benefit_id text not null,
  document_type text not null,
  document_id text not null,
  line_id text not null,
  invoice_id text not null,
  invoice_number text not null,
  form text not null,
  currency char(3) not null,
  tax_minor numeric(20,0) not null,
  minor numeric(20,0) not null,
  why text not null,
  law text,
  booked_on date not null,
  recorded_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint input_tax_is_never_changed check (version = 1),
  constraint input_tax_document_is_known check (document_type in ('benefit', 'input_tax')),
  constraint invoice_has_a_tax check (tax_minor > 0),
  constraint credit_is_the_tax_or_nothing check (minor in (tax_minor, 0, -tax_minor)),
  constraint input_tax_reason_is_known check (why in
    ('credited', 'decision', 'form', 'content', 'content_unknown', 'label_unknown', 'currency', 'taken_back')),
  constraint only_what_is_credited_has_an_amount check ((minor > 0) = (why = 'credited') and (minor < 0) = (why = 'taken_back'))
);
comment on table ledger.input_tax is
  'The tax of special invoices behind accepted claims: credited, not credited and why, or taken back by a further row.';
select platform.append_only('ledger.input_tax');
create unique index input_tax_is_credited_once on ledger.input_tax (entity_id, line_id, invoice_id) where why <> 'taken_back';
create unique index input_tax_is_taken_back_once on ledger.input_tax (entity_id, line_id, invoice_id) where why = 'taken_back';
create index input_tax_by_month on ledger.input_tax (entity_id, booked_on);
create index input_tax_by_benefit on ledger.input_tax (benefit_id);

create table ledger.input_tax_rule (
  id text not null,
  version int not null,
  entity_id text not null,
  form text not null,
  credits bool not null,
  law text not null,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint form_has_one_rule unique (entity_id, form),
  constraint rule_names_its_law check (law ~ '\S')
);
comment on table ledger.input_tax_rule is
  'Whether an entity credits input tax on a kind of benefit, and on which basis in law; what is not here is shipped.';

alter table ledger.chart
  drop constraint account_is_statutory,
  add constraint account_is_statutory check (account in
    ('expense', 'payable', 'paid', 'settled', 'accrual', 'tax_advanced', 'tax_withheld', 'output_tax', 'input_tax'));

grant select, insert on ledger.input_tax to {app};
grant select, insert, update on ledger.input_tax_rule to {app};
grant select on ledger.input_tax, ledger.input_tax_rule to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['input_tax', 'input_tax_rule'] loop
    execute format('alter table ledger.%I enable row level security', name);
    execute format('alter table ledger.%I force row level security', name);
    execute format('create policy entity_border on ledger.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
