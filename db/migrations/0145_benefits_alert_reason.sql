-- An alert was always raised by an earlier entry. What was given before the approval that allowed it, and what was
-- given although it was forbidden, is laid before compliance in the same way, and has no other benefit as its cause.

alter table benefits.alert
  add column reason text,
  alter column cause_id drop not null,
  drop constraint outcome_is_known,
  add constraint outcome_is_known
    check (outcome in ('hold', 'prohibit', 'escalate', 'allow_with_conditions', 'allow')),
  add constraint alert_reason_is_known check (reason in ('before_approval', 'forbidden')),
  add constraint alert_has_cause_or_reason check ((cause_id is null) = (reason is not null));
comment on column benefits.alert.reason is
  'Why it was raised where no earlier entry is the cause: given before its approval, or given although forbidden.';
comment on table benefits.alert is
  'What compliance is to know of a benefit: that an earlier entry put it over a limit, or how it was given.';
create index alert_by_reason on benefits.alert (reason, raised_at) where reason is not null;
