-- Whom of our own staff the parties are close to: whoever is a relative of a recipient, or owns a part of a customer,
-- decides on no benefit for them. Group-wide, as the parties are.

create table parties.staff_tie (
  id text primary key,
  version int not null,
  staff_id text not null,
  party_id text not null,
  tie text not null,
  source text not null,
  reason text not null,
  from_on date not null,
  until_on date,
  constraint staff_tie_names_staff foreign key (staff_id) references access.person (id),
  constraint source_is_known check (source in ('self', 'compliance')),
  constraint tie_is_known
    check (tie in ('spouse', 'child', 'parent', 'sibling', 'in_law', 'close_associate', 'owner', 'officer')),
  constraint ends_after_it_begins check (until_on >= from_on)
);
comment on table parties.staff_tie is
  'Who of the staff is a relative of a person outside, or owns or runs a part of a customer, from when to when.';
create index staff_tie_by_party on parties.staff_tie (party_id);
create index relation_by_other on parties.relation (other_id);

grant select, insert, update on parties.staff_tie to {app};
grant select on parties.staff_tie to {worker}, {auditor};
