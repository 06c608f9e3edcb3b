-- src/modules/invoices/store-list.ts: claimedKeys
select key
from invoices.invoice
where ($1::text is null or entity_id = $1)
and key = any($2::text[])
and used_minor > 0

-- src/modules/invoices/store-taxed.ts: taxedParts
select used.for_id as line_id, used.invoice_id, used.minor, invoice.number, invoice.kind, invoice.items,
  invoice.currency, invoice.tax_minor, invoice.total_minor
from invoices.use as used
join invoices.invoice as invoice on invoice.id = used.invoice_id
where used.for_type = 'claim_line'
and used.for_id = any($1::text[])
and used.releases is null
and not exists (select from invoices.use as given_back where given_back.releases = used.id)
and invoice.tax_minor > 0
order by used.for_id, used.invoice_id

-- src/modules/invoices/store-taxed.ts: faultyInvoices
select invoice.id, invoice.check_state, invoice.used_minor::text as used,
  (invoice.used_minor + invoice.reversed_minor - invoice.total_minor)::text as short,
  (
    select said.result from invoices.official_check as said
    where said.invoice_id = invoice.id
    order by said.recorded_at desc, said.id desc
    limit 1
  ) as result
from invoices.invoice as invoice
where invoice.entity_id = $1
and invoice.tax_minor > 0
and invoice.used_minor > 0
and (invoice.check_state = 'bad' or invoice.used_minor + invoice.reversed_minor > invoice.total_minor)
order by invoice.id

-- src/modules/invoices/store.ts: findByNumber
select id from invoices.invoice where entity_id = $1 and number = $2 order by id

-- src/modules/invoices/store.ts: alertsOn
select * from invoices.alerts_on($1::text[])

-- src/modules/invoices/store.ts: partsUsedFor
select used.for_id, used.invoice_id, used.minor, invoice.currency, invoice.number, invoice.entity_id,
  invoice.recorded_by, invoice.seller_name
from invoices.use as used
join invoices.invoice as invoice on invoice.id = used.invoice_id
where used.for_type = $1
and used.for_id = any($2::text[])
and used.releases is null
order by invoice.number, used.id

-- src/modules/invoices/store.ts: findKnown
select key, id, entity_id, currency, total_minor, recorded_by, recorded_at
from invoices.known($1::text[])

-- src/modules/invoices/store.ts: findAlike
select key, id, number, issued_on, currency, total_minor
from invoices.alike($1::text[])

-- src/modules/invoices/store.ts: findRedLetters
select id, refers_to, currency, total_minor from invoices.red_letters($1::text[])
