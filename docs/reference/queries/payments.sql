-- src/modules/payments/store-paid.ts: loadPaidOrders
select benefit_id, state, entity_id, form, currency, minor::text as minor
from payments.order
where benefit_id = any($1::text[])
and state = 'paid'

-- src/modules/payments/store-queue.ts: loadQueue
select *
from payments.order
where entity_id = any($1::text[])
and state = any($2::text[])
and ($3::text is null or way = $3)
and ($4::text is null or request_id = $4)
and ($5::timestamptz is null or (made_at, id) > ($5, $6))
order by made_at, id
limit $7

-- src/modules/payments/store-queue.ts: countQueue
select state, count(*) as count
from payments.order
where entity_id = any($1::text[])
and ($2::text is null or way = $2)
and ($3::text is null or request_id = $3)
group by state

-- src/modules/payments/store-queue.ts: findOpenOrders
select *
from payments.order
where payee_id = any($1::text[])
and state in ('prepared', 'checked')
order by id

-- src/modules/payments/store.ts: nextOrderNumbers
select nextval('payments.order_number') as n from generate_series(1, $1)

-- src/modules/payments/store.ts: nextClaimNumbers
select nextval('payments.claim_number') as n from generate_series(1, $1)
