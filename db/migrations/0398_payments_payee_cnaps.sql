-- The same of colleagues who are reimbursed, and of natural persons who are paid by an exception.

alter table payments.staff_account
  add column cnaps text constraint staff_account_cnaps_is_a_number check (cnaps ~ '^[0-9]{12}$');
alter table payments.exception
  add column cnaps text constraint exception_cnaps_is_a_number check (cnaps ~ '^[0-9]{12}$');
