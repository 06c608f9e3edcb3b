-- A request that waits for a fact counts in the sums, and only its applicant could end it: compliance can cancel it
-- now, with a reason, where nobody will ever supply the fact.

insert into requests.transition (from_state, to_state) values ('more_information', 'cancelled');
insert into benefits.transition (from_state, to_state) values ('more_information', 'cancelled');
