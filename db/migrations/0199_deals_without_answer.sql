-- What waits for its second person may end without an answer: whoever proposed it takes it back, or it lapses because
-- they have left or what it is about has gone. Nobody's answer stands beside it then; its round says when it ended.
alter table deals.agreement
  drop constraint agreement_counts_once_checked,
  add constraint agreement_counts_once_checked
    check (recorded_by is null or state in ('draft', 'declined', 'withdrawn', 'lapsed') or checked_by is not null),
  drop constraint state_is_known,
  add constraint state_is_known
    check (state in ('draft', 'active', 'inactive', 'archived', 'declined', 'withdrawn', 'lapsed'));

-- What was taken back or lapsed may be recorded again.
drop index deals.number_is_unique;

create unique index number_is_unique on deals.agreement (number)
  where state not in ('declined', 'withdrawn', 'lapsed');
