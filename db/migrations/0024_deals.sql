-- Agreements with dated clauses, tenders and other open matters, events. Group-wide.

create schema deals;
grant usage on schema deals to {app}, {worker}, {auditor};

create table deals.agreement (
  id text primary key,
  version int not null,
  entity_id text not null,
  customer_id text not null references parties.customer (id),
  number text not null,
  title text not null,
  signed_on date not null,
  from_on date not null,
  until_on date,
  state text not null,
  constraint number_is_unique unique (number),
  constraint state_is_known check (state in ('draft', 'active', 'inactive', 'archived')),
  constraint ends_after_it_begins check (until_on >= from_on)
);
comment on table deals.agreement is 'The signed document that gives the right to a benefit.';
create index agreement_by_customer on deals.agreement (customer_id, from_on);

create table deals.clause (
  id text primary key,
  version int not null,
  agreement_id text not null references deals.agreement (id),
  number text not null,
  form text not null,
  text text not null,
  rate_percent text,
  is_published boolean not null,
  from_on date not null,
  until_on date,
  constraint ends_after_it_begins check (until_on >= from_on)
);
comment on table deals.clause is 'One clause that provides for one form of benefit, with its days and its rate.';
create index clause_by_agreement on deals.clause (agreement_id, form);

create table deals.tender (
  id text primary key,
  version int not null,
  customer_id text not null references parties.customer (id),
  matter text not null,
  title text not null,
  announced_on date not null,
  awarded_on date,
  closed_on date,
  government_procurement boolean not null,
  constraint matter_is_known check (matter in ('tender', 'renewal', 'inspection', 'licence', 'audit', 'dispute'))
);
comment on table deals.tender is 'Open matters between us and a customer: tender, renewal, inspection, licence, audit, dispute.';
create index tender_by_customer on deals.tender (customer_id, announced_on);

create table deals.tender_role (
  id text primary key,
  version int not null,
  tender_id text not null references deals.tender (id),
  person_id text not null references parties.person (id),
  role text not null,
  constraint role_is_known check (role in ('panel_member', 'tenderer_staff', 'procurement_agent'))
);
comment on table deals.tender_role is 'The role of a person outside in a tender.';
create index tender_role_by_person on deals.tender_role (person_id);

create table deals.event (
  id text primary key,
  version int not null,
  title text not null,
  country char(2) not null,
  place text,
  from_on date not null,
  until_on date not null,
  constraint ends_after_it_begins check (until_on >= from_on)
);
comment on table deals.event is 'Dinners, fairs, trips and meetings of which a benefit is a part.';

grant select, insert, update on all tables in schema deals to {app};
grant select on all tables in schema deals to {worker}, {auditor};
