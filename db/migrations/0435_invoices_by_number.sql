-- An invoice of ours that carries a benefit is named by its number alone.

create index invoice_by_number on invoices.invoice (entity_id, number);
