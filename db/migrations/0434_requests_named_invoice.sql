-- The invoice on which a benefit is said to stand is looked for among the numbers that other givings name.

create index giving_by_invoice on requests.giving (entity_id, invoice_number) where invoice_number is not null;
