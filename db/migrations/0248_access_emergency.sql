-- The glass that is broken in an emergency: whoever holds the machine gives one person the role of an administrator
-- without a second one, because nobody else can be reached. It ends by itself on the next day, everybody on the staff
-- sees it, and it is laid before compliance, who say afterwards whether it was justified.

alter table access.role_grant
  add column is_emergency boolean not null default false,
  drop constraint only_the_product_founds,
  add constraint only_the_product_founds check (
    (is_founding or is_emergency) = (proposed_by = 'system' and answered_by is not distinct from 'system')
  ),
  drop constraint nobody_confirms_alone,
  add constraint nobody_confirms_alone check (
    is_founding or is_emergency or answered_by is null
    or (answered_by <> proposed_by and answered_by <> person_id)
  ),
  add constraint emergency_ends_the_next_day check (
    not is_emergency
    or (role = 'administrator' and not is_founding and until_on is not null and until_on <= from_on + 1)
  );
alter table access.role_grant alter column is_emergency drop default;

create table access.emergency_review (
  id text primary key,
  version int not null,
  person_id text not null references access.person,
  grant_id text not null references access.role_grant,
  reason text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  constraint one_review_an_emergency unique (grant_id),
  constraint emergency_state_is_known check (state in ('proposed', 'confirmed', 'declined', 'lapsed')),
  constraint nobody_reviews_their_own_emergency check (answered_by <> person_id),
  constraint emergency_is_answered_or_open check ((state in ('proposed', 'lapsed')) = (answered_by is null)),
  constraint emergency_answer_has_its_time check ((answered_by is null) = (answered_at is null))
);
comment on table access.emergency_review is
  'Emergency access, each laid before compliance: confirmed was justified, declined was not.';
-- Until the last one was reviewed nobody breaks the glass for the same person again.
create unique index one_open_emergency_a_person on access.emergency_review (person_id) where state = 'proposed';
grant select, insert, update on access.emergency_review to {app};
grant select on access.emergency_review to {worker}, {auditor};
