-- The end of an employment passes tasks and decisions on to others. Where its day is past, or the person decides, leads
-- or has something to decide, one administrator could choose by it who decides instead; so a second person confirms it.
create table access.leaving_proposal (
  id text primary key,
  version int not null,
  person_id text not null references access.person,
  left_on date not null,
  reason text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  constraint leaving_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  constraint nobody_confirms_a_leaving_alone check (answered_by not in (proposed_by, person_id)),
  constraint leaving_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null)),
  constraint leaving_answer_has_its_time check ((answered_by is null) = (answered_at is null))
);
comment on table access.leaving_proposal is
  'Ends of employments that a second person confirms: of a past day, or of whoever decides or leads.';
create unique index one_open_leaving_a_person on access.leaving_proposal (person_id) where state = 'proposed';
grant select, insert, update on access.leaving_proposal to {app};
grant select on access.leaving_proposal to {worker}, {auditor};
