-- Which line of a statement shows a payment is asked from the payment too: an entry of the books names the line by which it
-- was paid. `order_ids` is a JSON list, held as text.

create index statement_line_by_order on payments.statement_line using gin ((order_ids::jsonb));
