-- The end of an employment may be a mistake: the wrong person, the wrong day. Until its day is over whoever
-- administers takes it back. Afterwards it has counted, for roles and tasks passed to others, so that taking it back
-- needs a second person; a second record of the same human would part duties that belong together.
create table access.return_proposal (
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
  constraint return_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint nobody_proposes_their_own_return check (proposed_by <> person_id),
  constraint nobody_confirms_a_return_alone check (answered_by not in (proposed_by, person_id)),
  constraint return_is_answered_or_open check ((state = 'proposed') = (answered_by is null)),
  constraint return_answer_has_its_time check ((answered_by is null) = (answered_at is null))
);
comment on table access.return_proposal is
  'Ends of employments that were a mistake and have counted: to be taken back by a second person.';
grant select, insert, update on access.return_proposal to {app};
grant select on access.return_proposal to {worker}, {auditor};
