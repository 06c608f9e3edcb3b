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

alter table parties.match_claim
  drop constraint claim_state_is_known,
  add constraint claim_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint claim_answer_is_whole,
  add constraint claim_answer_is_whole
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null)
      and (answered_by is null) = (answered_at is null));

alter table requests.reversal
  drop constraint reversal_state_is_known,
  add constraint reversal_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  drop constraint reversal_answer_is_whole,
  add constraint reversal_answer_is_whole
    check ((state in ('proposed', 'withdrawn', 'lapsed')) = (answered_by is null)
      and (state = 'proposed') = (answered_at is null));

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

alter table deals.agreement
  drop constraint agreement_counts_once_checked,
  add constraint agreement_counts_once_checked
    check (recorded_by is null or state in ('draft', 'declined', 'withdrawn', 'lapsed') or checked_by is not null),
  drop constraint state_is_known,
  add constraint state_is_known
    check (state in ('draft', 'active', 'inactive', 'archived', 'declined', 'withdrawn', 'lapsed'));
-- And so may what was recorded and never counted.
drop index deals.number_is_unique;
create unique index number_is_unique on deals.agreement (number)
  where state not in ('declined', 'withdrawn', 'lapsed');
