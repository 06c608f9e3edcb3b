-- What is paid has a state of its own between given and completed. A rebate that is transferred is given by its payment, so
-- it goes from approved to paid.

insert into requests.state (name) values ('paid');
insert into requests.transition (from_state, to_state) values
  ('approved', 'paid'), ('given', 'paid'), ('paid', 'given'), ('paid', 'approved'), ('paid', 'completed'),
  ('paid', 'reversed');
