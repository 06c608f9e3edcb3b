-- The clearing number (联行号) of a payee's bank: transfers to another bank are written with it. It is stated and verified
-- with its account, and a payment names the version that holds it.

alter table parties.account
  add column cnaps text constraint account_cnaps_is_a_number check (cnaps ~ '^[0-9]{12}$');
