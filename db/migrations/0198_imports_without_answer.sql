-- What waits for its second person may end without an answer: whoever proposed it takes it back, or it lapses because
-- they have left or what it is about has gone. Nobody's answer stands beside it then; its round says when it ended.
alter table imports.undo_proposal
  drop constraint undo_state_is_known,
  add constraint undo_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint undo_answer_is_whole,
  add constraint undo_answer_is_whole
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null)
      and (answered_by is null) = (answered_at is null));
-- What was taken back may be asked for again.
drop index imports.undo_is_asked_once;

create unique index undo_is_asked_once on imports.undo_proposal (run_id) where state in ('proposed', 'confirmed');
