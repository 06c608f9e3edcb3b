-- What really happened when a benefit was given: day, amount, people, place and vendor, beside what was approved. A
-- giving that is corrected has a further row, and the last one counts. Entity-scoped, as the request is.

create table requests.giving (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  ordinal int not null,
  given_on date not null,
  way text,
  form text not null,
  value_minor numeric(20, 0) not null,
  value_currency char(3) not null,
  quantity int not null,
  hosts int,
  place text,
  vendor_id text,
  vendor_name text,
  invoice_number text,
  approved text not null,
  differences text not null,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint giving_id_is_unique unique (id),
  constraint giving_is_one_an_ordinal unique (entity_id, request_id, ordinal),
  constraint giving_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint giving_vendor_is_customer foreign key (vendor_id) references parties.customer (id),
  constraint giving_ordinal_is_positive check (ordinal > 0),
  constraint giving_value_is_positive check (value_minor > 0),
  constraint giving_counts_somebody check (quantity > 0 and hosts >= 0),
  constraint giving_way_is_known check (way in
    ('company_account', 'on_invoice', 'vendor', 'reimbursement', 'stock', 'service')),
  constraint giving_has_one_vendor check (vendor_id is null or vendor_name is null),
  constraint giving_approved_is_object check (json_typeof(approved::json) = 'object'),
  constraint giving_differences_are_a_list check (json_typeof(differences::json) = 'array')
);
comment on table requests.giving is
  'How a benefit was really given, compared with what was approved; the row of the highest ordinal counts.';
select platform.append_only('requests.giving');

grant select, insert on requests.giving to {app};
grant select on requests.giving to {worker}, {auditor};
alter table requests.giving enable row level security;
alter table requests.giving force row level security;
create policy entity_border on requests.giving using (access.may_see(entity_id));

-- Who was there: a party on record, somebody by name, or one of our staff.

create table requests.attendee (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  giving_id text not null,
  given_on date not null,
  side text not null,
  how text not null,
  person_id text,
  staff_id text,
  subject_id text not null,
  name text,
  employer text,
  position text,
  is_official text,
  primary key (entity_id, id),
  constraint attendee_of_giving
    foreign key (entity_id, giving_id) references requests.giving (entity_id, id),
  constraint attendee_is_person_on_record foreign key (person_id) references parties.person (id),
  constraint attendee_side_is_known check (side in ('guest', 'host')),
  constraint attendee_how_is_known check (how in ('sign_in_list', 'qr', 'listed')),
  constraint attendee_official_is_known check (is_official in ('yes', 'no', 'unknown')),
  constraint attendee_is_somebody check (num_nonnulls(person_id, staff_id, name) = 1),
  constraint attendee_host_is_staff check ((side = 'host') = (staff_id is not null))
);
comment on table requests.attendee is
  'Who was there when a benefit was given: the guests, of whom those on record get a share of the sums, and our hosts.';
select platform.append_only('requests.attendee');
create index attendee_by_giving on requests.attendee (giving_id);
create index attendee_by_person on requests.attendee (person_id, given_on) where person_id is not null;

grant select, insert on requests.attendee to {app};
grant select on requests.attendee to {worker}, {auditor};
alter table requests.attendee enable row level security;
alter table requests.attendee force row level security;
create policy entity_border on requests.attendee using (access.may_see(entity_id));
