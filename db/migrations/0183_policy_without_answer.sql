-- What waits for its second person may end without an answer: whoever proposed it takes it back, or it lapses because
-- they have left or what it is about has gone. Nobody's answer stands beside it then; its round says when it ended.
alter table policy.proposal
  drop constraint proposal_state_is_known,
  add constraint proposal_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint proposal_is_answered_or_open,
  add constraint proposal_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null));

alter table policy.rate_file
  drop constraint rate_file_state_is_known,
  add constraint rate_file_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint rate_file_is_answered_or_open,
  add constraint rate_file_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null));
