-- What is asked for holds its amount in the books from the day on which it is filed (account `hold`). What was asked for
-- before is booked at the next start, as what was promised before there were books: only the difference is booked.

update ledger.opening set reached = '', is_done = false where object_type = 'benefit';
