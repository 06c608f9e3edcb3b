-- The password of an account and the note of it in the log stand in two transactions of two roles. When the second is
-- lost, the same call is sent again, and would be told that its former password is wrong: by now it is the former one.
create table auth.password_call (
  user_id text primary key references auth."user" on delete cascade,
  seal text not null
);
comment on table auth.password_call is
  'The call by which a person set the password that the account has now, as a slow digest under a key off the '
  'database: the same call, sent again, goes on from there. Gone once somebody else sets the password.';

grant select, insert, update, delete on auth.password_call to {worker};
