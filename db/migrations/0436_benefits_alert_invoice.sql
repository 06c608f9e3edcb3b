-- Compliance looks into an invoice that carries a benefit of somebody else, or two benefits.

alter table benefits.alert
  drop constraint alert_reason_is_known,
  add constraint alert_reason_is_known check (reason in (
    'before_approval', 'forbidden', 'own_loosening', 'differs', 'unnamed_guest', 'doubtful_guest', 'repeated_list',
    'doubtful_invoice'));
