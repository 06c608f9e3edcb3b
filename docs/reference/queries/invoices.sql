-- src/modules/invoices/store.ts: findKnown
select key, id, entity_id, currency, total_minor, recorded_by, recorded_at
from invoices.known($1::text[])
