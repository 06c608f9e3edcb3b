-- What finance states for an entity and a tax year, so that the limits that hang on revenue can be reckoned. Each
-- change stands in the log with the paper that it rests on. Entity-scoped.

create table payments.tax_year (
  id text not null,
  version int not null,
  entity_id text not null,
  year int not null,
  currency char(3) not null,
  revenue_minor numeric(20,0),
  revenue_up_to date,
  sector text not null,
  publicity_carried_minor numeric(20,0) not null,
  tax_bearing text not null,
  is_without_vat boolean not null,
  vat_rate text not null,
  source text not null,
  stated_by text not null,
  stated_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint one_tax_year_an_entity unique (entity_id, year),
  constraint tax_year_is_plausible check (year between 2008 and 2100),
  constraint revenue_has_its_day check ((revenue_minor is null) = (revenue_up_to is null)),
  constraint revenue_is_of_its_year check (extract(year from revenue_up_to) = year),
  constraint revenue_is_not_negative check (revenue_minor >= 0),
  constraint carried_is_not_negative check (publicity_carried_minor >= 0),
  constraint sector_is_known
    check (sector in ('general', 'cosmetics', 'pharmaceuticals', 'soft_drinks', 'tobacco')),
  constraint tax_bearing_is_known check (tax_bearing in ('recipient', 'giver')),
  constraint vat_rate_is_a_share check (vat_rate ~ '^0(\.[0-9]{1,4})?$')
);
comment on table payments.tax_year is
  'Revenue, sector and choices of an entity for a tax year, on which its tax schedule rests.';
grant select, insert, update on payments.tax_year to {app};
grant select on payments.tax_year to {worker}, {auditor};
alter table payments.tax_year enable row level security;
alter table payments.tax_year force row level security;
create policy entity_border on payments.tax_year using (access.may_see(entity_id));
