-- The taxes on benefits as they stand in the books (计提税金): the income tax that is withheld from a recipient, and the
-- output tax of goods that were given away, one row a benefit, kind and year. What changes is booked as a difference.
-- Entity-scoped.

create table payments.tax_charge (
  id text not null,
  version int not null,
  entity_id text not null,
  benefit_id text not null references benefits.benefit (id),
  form text not null,
  kind text not null,
  year int not null,
  bearing text,
  currency char(3) not null,
  base_minor numeric(20,0) not null,
  minor numeric(20,0) not null,
  happened_on date not null,
  charged_by text not null,
  charged_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint one_tax_charge_a_kind unique (benefit_id, kind, year),
  constraint tax_charge_is_of_its_year check (extract(year from happened_on) = year),
  constraint tax_kind_is_known check (kind in ('withheld', 'output_tax')),
  constraint withheld_says_who_bears_it
    check ((kind = 'withheld') = (bearing is not null) and bearing in ('giver', 'recipient')),
  constraint tax_is_not_negative check (minor >= 0 and base_minor >= 0),
  constraint tax_is_less_than_its_base check (minor <= base_minor)
);
comment on table payments.tax_charge is
  'What tax on a benefit stands in the books: withheld from its recipient, or output tax of goods given away. Nothing is deleted: what is no longer due stands at zero.';
create index tax_charge_by_year on payments.tax_charge (entity_id, year);

grant select, insert, update on payments.tax_charge to {app};
grant select on payments.tax_charge to {worker}, {auditor};
alter table payments.tax_charge enable row level security;
alter table payments.tax_charge force row level security;
create policy entity_border on payments.tax_charge using (access.may_see(entity_id));
