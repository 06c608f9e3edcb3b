-- What compliance is to know of how something was given, beside what it knew before.

alter table benefits.alert
  drop constraint alert_reason_is_known,
  add constraint alert_reason_is_known check (reason in (
    'before_approval', 'forbidden', 'own_loosening', 'differs', 'unnamed_guest', 'doubtful_guest', 'repeated_list'));
comment on column benefits.alert.reason is
  'Why it was raised where no earlier entry is the cause: how it was given, or who was there, or who declared it.';
