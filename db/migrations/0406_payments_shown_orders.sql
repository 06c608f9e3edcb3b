-- Which line of a statement shows a payment is asked from the payment too: an entry of the books names the line by which it
-- was paid. Behind row-level security an index on the list of orders itself is never used (its operators may tell of rows
-- that are not the reader's), so the lines are found by entity and day, and their lists are read.

create index statement_line_by_day on payments.statement_line (entity_id, booked_on)
  where verdict in ('paid', 'returned');
