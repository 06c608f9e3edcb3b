-- What waits for its second person may end without an answer: whoever proposed it takes it back, or it lapses because
-- they have left or what it is about has gone. Nobody's answer stands beside it then; its round says when it ended.
alter table requests.reversal
  drop constraint reversal_state_is_known,
  add constraint reversal_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint reversal_answer_is_whole,
  add constraint reversal_answer_is_whole
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null)
      and (state = 'proposed') = (answered_at is null));
