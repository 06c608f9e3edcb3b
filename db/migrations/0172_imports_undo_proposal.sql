-- What our own history brought into the sums leaves them by two people, as a reversal does.
create table imports.undo_proposal (
  id text primary key,
  version int not null,
  run_id text not null references imports.run (id),
  reason text not null,
  state text not null,
  asked_by text not null,
  asked_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  constraint undo_has_a_reason check (reason <> ''),
  constraint undo_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint undo_answer_is_whole
    check ((state = 'proposed') = (answered_by is null) and (answered_by is null) = (answered_at is null)),
  constraint undo_has_two_people check (answered_by <> asked_by)
);
comment on table imports.undo_proposal is
  'That an import of our own history is to be undone: asked for with a reason, answered by a second person.';
create unique index undo_is_asked_once on imports.undo_proposal (run_id) where state <> 'declined';

grant select, insert, update on imports.undo_proposal to {app};
grant select on imports.undo_proposal to {worker}, {auditor};
