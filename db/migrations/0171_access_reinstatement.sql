-- What takes back the end of an employment was called a return, which is what an approver does with a request. It is
-- a reinstatement. The log names the table of each row, so that a table with rows keeps its name; no released version
-- has written any.
do $$
begin
  if exists (select from access.return_proposal) then
    raise exception 'access.return_proposal has rows, which the log knows under this name';
  end if;
end
$$;
alter table access.return_proposal rename to reinstatement_proposal;
alter table access.reinstatement_proposal rename constraint return_state_is_known to reinstatement_state_is_known;
alter table access.reinstatement_proposal
  rename constraint nobody_proposes_their_own_return to nobody_proposes_their_own_reinstatement;
alter table access.reinstatement_proposal
  rename constraint nobody_confirms_a_return_alone to nobody_confirms_a_reinstatement_alone;
alter table access.reinstatement_proposal
  rename constraint return_is_answered_or_open to reinstatement_is_answered_or_open;
alter table access.reinstatement_proposal
  rename constraint return_answer_has_its_time to reinstatement_answer_has_its_time;
alter index access.return_proposal_pkey rename to reinstatement_proposal_pkey;

-- A second proposal for the same person could never be confirmed and would stay in the inbox.
create unique index one_open_reinstatement_a_person
  on access.reinstatement_proposal (person_id)
  where state = 'proposed';
