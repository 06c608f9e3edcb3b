-- An invoice whose content is of another kind than the benefit is laid before compliance when somebody claims with it.
alter table invoices.alert
  drop constraint invoice_alert_reason_is_known,
  add constraint invoice_alert_reason_is_known check (reason in
    ('number_twice', 'other_amount', 'facts_differ', 'check_negative', 'reversed_after_use', 'content_differs'));
comment on table invoices.alert is
  'What compliance is to know of an invoice: brought twice, with another amount or content, not true, or taken back after its use.';
