-- The other direction of the comparison: what the register and its voucher numbers say and the journal does not
-- show. A recorded number that stands in no journal would complete a benefit that is in no lawful books. And what
-- merely looks like no benefit is told apart from what somebody has explained.

alter table coverage.run
  add column ordinary_minor numeric(20,0),
  add column numbers int,
  add column numbers_missing int,
  add constraint run_numbers_are_counted check (
    (numbers is null) = (numbers_missing is null) and numbers >= numbers_missing and numbers_missing >= 0);
comment on column coverage.run.ordinary_minor is
  'The part of what is explained of which nothing looks like a benefit; the journal itself explains the rest.';
comment on column coverage.run.numbers is 'Recorded statutory numbers of these months that were looked up.';
comment on column coverage.run.numbers_missing is 'Those that the journal does not bear out.';

alter table coverage.account add column ordinary_minor numeric(20,0);
comment on column coverage.account.ordinary_minor is
  'The part of what is explained of which nothing looks like a benefit.';

alter table coverage.certificate
  add column ordinary_minor numeric(20,0),
  add column unbooked text;
comment on column coverage.certificate.ordinary_minor is
  'The part of what is explained of which nothing looks like a benefit.';
comment on column coverage.certificate.unbooked is
  'How many benefits and recorded numbers the journal did not show when it was signed.';

create table coverage.unbooked (
  id text not null,
  version int not null,
  entity_id text not null,
  run_id text not null,
  place int not null,
  kind text not null,
  benefit_id text not null,
  voucher_id text,
  number text,
  on_day date not null,
  minor numeric(20,0),
  found_minor numeric(20,0),
  primary key (entity_id, id),
  constraint unbooked_belongs_to_run
    foreign key (entity_id, run_id) references coverage.run (entity_id, id),
  constraint unbooked_stands_once unique (entity_id, run_id, place),
  constraint unbooked_is_never_changed check (version = 1),
  constraint unbooked_kind_is_known check (kind in ('benefit', 'number', 'amount')),
  constraint number_is_named check ((kind = 'benefit') = (number is null) and (number is null) = (voucher_id is null)),
  constraint smaller_voucher_has_its_sum check ((kind = 'amount') = (found_minor is not null)),
  constraint smaller_voucher_is_smaller check (found_minor is null or (minor is not null and found_minor < minor))
);
comment on table coverage.unbooked is
  'What is on record with us and not borne out by a journal: benefits without a line, numbers without a voucher.';
select platform.append_only('coverage.unbooked');

grant select, insert on coverage.unbooked to {app};
grant select on coverage.unbooked to {worker}, {auditor};
alter table coverage.unbooked enable row level security;
alter table coverage.unbooked force row level security;
create policy entity_border on coverage.unbooked using (access.may_see(entity_id));
