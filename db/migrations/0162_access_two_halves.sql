-- Whoever knows both halves of a log-in, password and second factor, can decide in the name of its person. So the one
-- who sets a password for somebody never gives the second factor as well; who did which is kept with the account.
alter table access.account
  add column password_by text references access.person (id),
  add column factor_by text references access.person (id),
  add constraint halves_of_an_account_come_from_two check (password_by is null or password_by <> factor_by),
  add constraint factor_is_given_by_another check (factor_by is null or factor_by <> person_id);
comment on column access.account.password_by is
  'Who set the password for the person; empty for one of the founding or of whoever runs the machine.';
comment on column access.account.factor_by is
  'Who gave the second factor; empty while none was given since the password was set.';
