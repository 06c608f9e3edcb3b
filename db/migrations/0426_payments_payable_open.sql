-- The same of the accounts of our own people, and what of accepted claims no live order holds: few of the claims there are.
create index staff_account_by_number on payments.staff_account (number);
create index payable_open on payments.payable (entity_id, id) where payable_minor > ordered_minor;
