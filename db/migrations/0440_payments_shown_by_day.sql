-- Which lines show a payment is asked whenever a line is answered: by entity and day, those of a part that came back as well.

drop index payments.statement_line_by_day;
create index statement_line_by_day on payments.statement_line (entity_id, booked_on)
  where verdict in ('paid', 'returned', 'refunded');
