-- src/modules/invoices/store-list.ts: claimedKeys
select key
from invoices.invoice
where ($1::text is null or entity_id = $1)
and key = any($2::text[])
and used_minor > 0

-- src/modules/invoices/store.ts: alertsOn
select * from invoices.alerts_on($1::text[])

-- src/modules/invoices/store.ts: findKnown
select key, id, entity_id, currency, total_minor, recorded_by, recorded_at
from invoices.known($1::text[])

-- src/modules/invoices/store.ts: findRedLetters
select id, refers_to, currency, total_minor from invoices.red_letters($1::text[])
