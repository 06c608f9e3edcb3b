-- Everybody on the staff reads what those who administer did. Such entries are few among very many, so they have an
-- index of their own, which costs an entry about a benefit nothing.
create index entry_of_administration on audit.entry (id)
  where operation like 'access.%' or operation like 'policy.%' or operation like 'ledger.%';
