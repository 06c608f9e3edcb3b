-- What waits for its second person may end without an answer: whoever proposed it takes it back, or it lapses because
-- they have left or what it is about has gone. Nobody's answer stands beside it then; its round says when it ended.
alter table access.role_grant
  drop constraint grant_state_is_known,
  add constraint grant_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint grant_is_answered_or_open,
  add constraint grant_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null));

alter table access.manager_proposal
  drop constraint manager_proposal_state_is_known,
  add constraint manager_proposal_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint manager_proposal_is_answered_or_open,
  add constraint manager_proposal_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null));

alter table access.reinstatement_proposal
  drop constraint reinstatement_state_is_known,
  add constraint reinstatement_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint reinstatement_is_answered_or_open,
  add constraint reinstatement_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null));

alter table access.entity_profile
  drop constraint profile_state_is_known,
  add constraint profile_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint profile_is_answered_or_open,
  add constraint profile_is_answered_or_open
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null));
