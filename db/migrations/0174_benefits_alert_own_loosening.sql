-- What was given already is recorded whoever files it. That whoever declares it late had made the rules milder for
-- its recipient is laid before compliance.
alter table benefits.alert
  drop constraint alert_reason_is_known,
  add constraint alert_reason_is_known check (reason in ('before_approval', 'forbidden', 'own_loosening'));
comment on column benefits.alert.reason is
  'Why it was raised where no earlier entry is the cause: given before its approval, given although forbidden, or declared late by whoever had made the rules milder for its recipient.';
