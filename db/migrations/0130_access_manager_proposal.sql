-- The line manager is the first who decides every request of a person. Who leads whom is therefore proposed by one
-- person and confirmed by another, like a role, and holds from the day after at the earliest.

create table access.manager_proposal (
  id text primary key,
  version int not null,
  person_id text not null references access.person,
  manager_id text not null references access.person,
  from_on date not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  constraint nobody_is_proposed_to_lead_themselves check (person_id <> manager_id),
  constraint manager_proposal_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint nobody_proposes_for_their_own_line check (proposed_by not in (person_id, manager_id)),
  constraint nobody_confirms_a_line_alone check (answered_by not in (proposed_by, person_id, manager_id)),
  constraint manager_proposal_is_answered_or_open check ((state = 'proposed') = (answered_by is null)),
  constraint manager_answer_has_its_time check ((answered_by is null) = (answered_at is null))
);
comment on table access.manager_proposal is
  'Who is to lead whom, and from which day: proposed by one person and answered by another.';

grant select, insert, update on access.manager_proposal to {app};
grant select on access.manager_proposal to {worker}, {auditor};
