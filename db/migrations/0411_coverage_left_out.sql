-- Whoever reads a certificate of completeness asks as well what was not looked at: accounts of expense that no word makes
-- one of benefits, with what was debited to them.
alter table coverage.run
  add column left_out text,
  add constraint left_out_is_json check (json_typeof(left_out::json) = 'object');
comment on column coverage.run.left_out is
  'Accounts of expense that nobody looked at, the largest debit first, as JSON; empty for what was compared before.';
