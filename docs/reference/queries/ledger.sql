-- src/modules/ledger/store.ts: shareBooks
select ledger.share_books(id) from unnest($1::text[]) as id

-- src/modules/ledger/store.ts: shareBooks
select entity_id, closed_until from ledger.closing where entity_id = any($1::text[])
