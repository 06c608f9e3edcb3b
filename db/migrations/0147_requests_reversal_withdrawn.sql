-- Whoever asked for a reversal can take it back while nobody has answered: nothing was taken off, and nobody's answer
-- stands beside it.

alter table requests.reversal
  drop constraint reversal_state_is_known,
  add constraint reversal_state_is_known check (state in ('proposed', 'confirmed', 'declined', 'withdrawn')),
  drop constraint reversal_answer_is_whole,
  add constraint reversal_answer_is_whole
    check ((state in ('proposed', 'withdrawn')) = (answered_by is null)
      and (state = 'proposed') = (answered_at is null));
