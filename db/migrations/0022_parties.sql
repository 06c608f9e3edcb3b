-- Customers, people, households, employers and what is known of who somebody is. Group-wide.

create schema parties;
grant usage on schema parties to {app}, {worker}, {auditor};

create table parties.customer (
  id text primary key,
  version int not null,
  name text not null,
  short_name text,
  latin_name text,
  name_keys text not null,
  credit_code text,
  type text not null,
  ownership text,
  role text not null,
  public_purchaser boolean,
  staff_benefit_authorised boolean,
  country char(2) not null,
  city text,
  grade text,
  phone text,
  owner_id text,
  account_verified boolean not null,
  merged_into text references parties.customer (id),
  source text not null,
  created_at timestamptz(3) not null,
  constraint not_merged_into_itself check (merged_into <> id),
  constraint type_is_known check (type in ('company', 'state_organ', 'public_institution', 'public_hospital',
    'private_clinic', 'public_school', 'charity', 'consumer', 'foreign_government', 'intl_organisation')),
  constraint ownership_is_known check (ownership in ('private', 'state_wholly_owned', 'state_controlled',
    'state_participated', 'public_body'))
);
comment on table parties.customer is 'Organisations that we deal with: customers, dealers, suppliers, public bodies.';
create unique index credit_code_is_unique on parties.customer (credit_code)
  where credit_code is not null and merged_into is null;
create index customer_by_key on parties.customer using gin (string_to_array(name_keys, ' '));
create index customer_by_name on parties.customer using gin (name gin_trgm_ops);

create table parties.person (
  id text primary key,
  version int not null,
  country char(2) not null,
  merged_into text references parties.person (id),
  source text not null,
  created_at timestamptz(3) not null,
  constraint not_merged_into_itself check (merged_into <> id)
);
comment on table parties.person is 'People outside who receive or may receive something. What names them stands in person_detail.';

create table parties.person_detail (
  id text primary key references parties.person (id),
  version int not null,
  name text not null,
  latin_name text,
  name_keys text not null,
  phone text
);
comment on table parties.person_detail is
  'Personal data of people, erasable; the log holds commitments of it under the key of the person.';
create index person_by_key on parties.person_detail using gin (string_to_array(name_keys, ' '));
create index person_by_name on parties.person_detail using gin (name gin_trgm_ops);

create table parties.employment (
  id text primary key,
  version int not null,
  person_id text not null references parties.person (id),
  customer_id text not null references parties.customer (id),
  position text,
  decides_on_us boolean,
  management_duty boolean,
  nominated_by text,
  from_on date not null,
  until_on date,
  constraint ends_after_it_begins check (until_on >= from_on),
  constraint nominated_by_is_known
    check (nominated_by in ('private_owner', 'state_body', 'state_shareholder', 'party_body', 'none'))
);
comment on table parties.employment is 'Who worked where, from when to when, and whether they decide on us.';
create index employment_by_person on parties.employment (person_id, from_on);
create index employment_by_customer on parties.employment (customer_id, from_on);

create table parties.classification (
  id text primary key,
  version int not null,
  person_id text not null references parties.person (id),
  class text not null,
  is_verified boolean not null,
  source text not null,
  evidence text,
  left_office_on date,
  was_leader boolean,
  from_on date not null,
  until_on date,
  constraint source_is_known check (source in ('record', 'document', 'self')),
  constraint ends_after_it_begins check (until_on >= from_on),
  constraint class_is_known check (class in ('private_staff', 'soe_staff', 'soe_manager',
    'state_participated_nominee', 'state_functionary', 'public_official', 'ex_official', 'related_person',
    'foreign_official', 'intl_org_official', 'hcp', 'consumer', 'patient', 'intermediary', 'unknown'))
);
comment on table parties.classification is 'Who somebody is in the eyes of the rules, with the evidence for it and its days.';
create index classification_by_person on parties.classification (person_id, from_on);

create table parties.household_member (
  id text primary key,
  version int not null,
  household_id text not null,
  person_id text not null references parties.person (id),
  from_on date not null,
  until_on date,
  constraint ends_after_it_begins check (until_on >= from_on)
);
comment on table parties.household_member is 'Who lives with whom, from when to when; limits count a household as one.';
create index household_by_person on parties.household_member (person_id, from_on);
create index household_by_household on parties.household_member (household_id);

create table parties.relation (
  id text primary key,
  version int not null,
  person_id text not null references parties.person (id),
  other_id text not null references parties.person (id),
  relation text not null,
  from_on date not null,
  until_on date,
  constraint ends_after_it_begins check (until_on >= from_on),
  constraint relation_is_known
    check (relation in ('spouse', 'child', 'parent', 'sibling', 'in_law', 'close_associate'))
);
comment on table parties.relation is 'Relatives and close associates: "person is the relation of other".';
create index relation_by_person on parties.relation (person_id);

grant select, insert, update on all tables in schema parties to {app};
grant delete on parties.person_detail to {app};
grant select on all tables in schema parties to {worker}, {auditor};
