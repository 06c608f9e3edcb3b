-- src/modules/payments/bank/store-reconcile.ts: sumsByVerdict
select verdict,
  count(*)::int as lines,
  sum(case direction when 'in' then minor else -minor end)::text as minor
from payments.statement_line
where account_id = $1
  and status = 'booked'
group by verdict

-- src/modules/payments/bank/store-reconcile.ts: paidSince
select count(*)::int as orders, coalesce(sum(o.minor), 0)::text as minor
from payments.order as o
join payments.batch_line as left_in on left_in.order_id = o.id
join payments.batch as batch on batch.id = left_in.batch_id
where batch.account_id = $1
  and o.state = 'paid'
  and o.paid_on >= $2

-- src/modules/payments/bank/store-reconcile.ts: answeredLines
select *
from payments.statement_line
where account_id = $1
  and (not (verdict in ('ask', 'never_made')) or answered_by is not null)
  and (not $2 or answered_by is not null)
  and ($3::date is null or (booked_on, id) < ($3, $4))
  and ($6::text is null or id = $6)
order by booked_on desc, id desc
limit $5

-- src/modules/payments/bank/store-reconcile.ts: openUntil
select count(*)::int as lines
from payments.statement_line
where entity_id = $1
  and verdict in ('ask', 'never_made')
  and answered_by is null
  and booked_on <= $2

-- src/modules/payments/bank/store-shown.ts: linesOfOrders
select id, entity_id, account_id, row_number, booked_on, order_ids
from payments.statement_line
where entity_id = any($2::text[])
and booked_on between $3 and $4
and order_ids::jsonb ?| $1::text[]
and verdict in ('paid', 'returned')
order by booked_on, id

-- src/modules/payments/bank/store-shown.ts: batchesOfOrders
select left_in.order_id, batch.id as batch_id, batch.entity_id, batch.execute_on
from payments.batch_line as left_in
join payments.batch as batch on batch.id = left_in.batch_id
where left_in.order_id = any($1::text[])
order by left_in.order_id

-- src/modules/payments/bank/store-shown.ts: countNotShown
select count(*)::int as count
from payments.order
where entity_id = $1
and state = 'paid'
and paid_on between $2 and $3
and id not in (
  select each.order_id
  from payments.statement_line as line
  cross join lateral jsonb_array_elements_text(line.order_ids::jsonb) as each (order_id)
  where line.entity_id = $1
  and line.verdict = 'paid'
  and line.booked_on >= $4
)

-- src/modules/payments/bank/store.ts: batchesOf
select * from payments.batch
where entity_id = $1
and ($3::text is null or id = $3)
order by made_at desc, id desc
limit $2

-- src/modules/payments/bank/store.ts: sentOrders
with shown as (
  select each.order_id,
    bool_or(line.verdict = 'paid') as is_seen,
    bool_or(line.verdict = 'returned') as has_come_back,
    bool_or(line.verdict = 'refunded') as is_refunded
  from payments.statement_line as line
  cross join lateral jsonb_array_elements_text(line.order_ids::jsonb) as each (order_id)
  where line.entity_id = $1
    and line.verdict in ('paid', 'returned', 'refunded')
  group by each.order_id
)
select o.*, batch.id as batch_id, batch.account_id as batch_account_id,
  batch.form as batch_form, batch.execute_on,
  coalesce(shown.is_seen, false) as is_seen,
  coalesce(shown.has_come_back, false) as has_come_back,
  coalesce(shown.is_refunded, false) as is_refunded
from payments.order as o
join payments.batch_line as left_in on left_in.order_id = o.id
join payments.batch as batch on batch.id = left_in.batch_id
left join shown on shown.order_id = o.id
where o.entity_id = $1
  and o.sent_at is not null
  and batch.made_at > coalesce($2::timestamptz, now()) - interval '400 days'
order by o.id

-- src/modules/payments/bank/store.ts: accountLeft
select batch.account_id
from payments.batch_line as left_in
join payments.batch as batch on batch.id = left_in.batch_id
where left_in.order_id = $1

-- src/modules/payments/bank/store.ts: sentAmong
select o.*, batch.id as batch_id, batch.account_id as batch_account_id,
  batch.form as batch_form, batch.execute_on,
  coalesce(shown.is_seen, false) as is_seen,
  coalesce(shown.has_come_back, false) as has_come_back,
  coalesce(shown.is_refunded, false) as is_refunded
from payments.order as o
join payments.batch_line as left_in on left_in.order_id = o.id
join payments.batch as batch on batch.id = left_in.batch_id
cross join lateral (
  select bool_or(line.verdict = 'paid') as is_seen, bool_or(line.verdict = 'returned') as has_come_back,
    bool_or(line.verdict = 'refunded') as is_refunded
  from payments.statement_line as line
  where line.entity_id = o.entity_id
    and line.verdict in ('paid', 'returned', 'refunded')
    and line.booked_on > batch.execute_on - $2::int
    and line.order_ids::jsonb ? o.id
) as shown
where o.id = any($1::text[])
  and o.sent_at is not null
  and batch.made_at > now() - interval '400 days'
order by o.id

-- src/modules/payments/bank/store.ts: resultFilesLike
select * from payments.result_file
where entity_id = $1 and (digest = $2 or rows_digest = $3)
order by imported_at, id

-- src/modules/payments/bank/store.ts: heldStatements
select * from payments.statement
where entity_id = $1 and state = 'held'
order by imported_at desc, id desc
limit $2

-- src/modules/payments/bank/store.ts: knownKeys
select key from payments.statement_line where account_id = $1 and key = any($2::text[])

-- src/modules/payments/bank/store.ts: openLines
select * from payments.statement_line
where entity_id = $1
  and verdict in ('ask', 'never_made')
  and answered_by is null
order by booked_on, id
limit $2

-- src/modules/payments/bank/store.ts: unexplainedOf
select count(*)::int as lines,
  coalesce(sum(case direction when 'in' then minor else -minor end), 0)::text as minor
from payments.statement_line
where account_id = $1
  and verdict in ('ask', 'never_made')
  and answered_by is null

-- src/modules/payments/bank/store.ts: hasOtherLines
select 1
from payments.statement_line as other
cross join lateral jsonb_array_elements_text(other.order_ids::jsonb) as each (id)
where other.entity_id = $1
  and other.verdict = $2
  and other.verdict in ('paid', 'returned')
  and other.id <> $3
  and $4::jsonb ? each.id
limit 1

-- src/modules/payments/bank/store.ts: openLinesFor
select count(*)::int as lines
from payments.statement_line
where verdict = 'ask'
  and answered_by is null
  and order_ids::jsonb ? $1

-- src/modules/payments/refunds/store.ts: paidBefore
select o.*, coalesce(back.minor, 0)::text as refunded_minor
from payments.order as o
cross join lateral (
  select sum(refund.minor) as minor
  from payments.refund as refund
  where refund.order_id = o.id
    and refund.state = 'recorded'
) as back
where o.entity_id = $1
  and o.currency = $2
  and o.state = 'paid'
  and o.paid_on <= $3
  and o.minor - coalesce(back.minor, 0) >= $4
  and (o.minor > $4 or exists (
    select from payments.batch_line as left_in
    join payments.batch as batch on batch.id = left_in.batch_id
    where left_in.order_id = o.id
      and batch.account_id = $6
  ))
order by o.paid_on desc, o.id desc
limit $5

-- src/modules/payments/refunds/store.ts: refundedTo
select count(*)::int as lines, coalesce(sum(refund.minor), 0)::text as minor
from payments.refund as refund
join payments.statement_line as line on line.id = refund.line_id
where line.account_id = $1
  and refund.state = 'recorded'

-- src/modules/payments/store-lists.ts: listClaims
select *
from payments.claim
where ($1::text[] is null or entity_id = any($1))
and ($2::text is null or claimant_id = $2 or (payee_id = $2 and on_behalf is not null))
and state = any($3::text[])
and ($4::timestamptz is null or (filed_at, id) … ($4, $5))
and ($7::text is null or id = $7)
order by …
limit $6

-- src/modules/payments/store-lists.ts: countClaims
select state, count(*) as count, count(*) filter (where is_late) as late
from payments.claim
where ($1::text[] is null or entity_id = any($1))
and ($2::text is null or claimant_id = $2 or (payee_id = $2 and on_behalf is not null))
group by state

-- src/modules/payments/store-lists.ts: listStaffAccounts
select *
from payments.staff_account
where entity_id = any($1::text[])
and state = any($2::text[])
and ($3::timestamptz is null or (stated_at, id) … ($3, $4))
order by …
limit $5

-- src/modules/payments/store-lists.ts: countStaffAccounts
select state, count(*) as count
from payments.staff_account
where entity_id = any($1::text[])
group by state

-- src/modules/payments/store-lists.ts: countStaffAccountsFor
select count(*)::int as count
from payments.staff_account
where state = 'stated'
and ($1::text[] is null or entity_id = any($1))
and person_id <> $2
and stated_by <> $2

-- src/modules/payments/store-lists.ts: listExceptions
select *
from payments.exception
where entity_id = any($1::text[])
and ($2::text is null or state = $2)
order by asked_at desc, id desc
limit …

-- src/modules/payments/store-lists.ts: ordersByException
select payment.*
from payments.order as payment
join payments.order_state as state on state.name = payment.state
where payment.exception_id = any($1::text[])
and state.is_live
order by payment.id

-- src/modules/payments/store-lists.ts: unansweredSince
select sent_at
from payments.order
where entity_id = $1
and state in ('sent', 'unknown')
order by sent_at

-- src/modules/payments/store-lists.ts: listPaidWithin
select *
from payments.order
where entity_id = $1
and state = 'paid'
and paid_on between $2 and $3
order by paid_on, number

-- src/modules/payments/store-paid.ts: loadPaidOrders
select benefit_id, state, entity_id, form, currency, minor, withheld_minor, closes_currency, closes_minor
from payments.order
where benefit_id = any($1::text[])
and state = 'paid'

-- src/modules/payments/store-paid.ts: vendorsOfClaims
select distinct line.benefit_id as "benefitId", claim.payee_id as "vendorId"
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.benefit_id = any($1::text[])
and claim.way = 'vendor'
and claim.state not in ('refused', 'withdrawn')
order by 1, 2

-- src/modules/payments/store-paid.ts: loadPaidInOther
select line.benefit_id as "benefitId", line.pay_currency as currency,
  sum(line.minor)::text as closes, sum(line.pay_minor)::text as minor,
  coalesce(max(back.closes), 0)::text as "closesBack", coalesce(max(back.minor), 0)::text as "minorBack"
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
left join (
  select benefit_id, currency, sum(closes_minor) as closes, sum(minor) as minor
  from payments.refund
  where benefit_id = any($1::text[])
  and state = 'recorded'
  group by benefit_id, currency
) as back on back.benefit_id = line.benefit_id and back.currency = line.pay_currency
where line.benefit_id = any($1::text[])
and line.pay_currency is not null
and claim.state = 'accepted'
group by line.benefit_id, line.pay_currency

-- src/modules/payments/store-payees.ts: vendorShares
select line.benefit_id as "benefitId", claim.payee_id as "vendorId", line.minor
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.benefit_id = any($1::text[])
and claim.way = 'vendor'
and claim.state = 'accepted'
order by claim.filed_at, claim.id, line.id

-- src/modules/payments/store-payees.ts: claimantsOf
select line.id, claim.claimant_id, claim.payee_id
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.id = any($1::text[])
order by line.id

-- src/modules/payments/store-payees.ts: vendorsOfDocuments
select o.benefit_id as "benefitId", o.id as "documentId", o.payee_id as "vendorId"
from payments.order as o
where o.benefit_id = any($1::text[])
and o.payee_kind = 'vendor'
union all
select r.benefit_id, r.id, o.payee_id
from payments.refund as r
join payments.order as o on o.id = r.order_id
where r.benefit_id = any($1::text[])
and o.payee_kind = 'vendor'
union all
select line.benefit_id, line.id, claim.payee_id
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.benefit_id = any($1::text[])
and claim.way = 'vendor'
order by 1, 2

-- src/modules/payments/store-queue.ts: loadQueue
select *
from payments.order
where entity_id = any($1::text[])
and state = any($2::text[])
and ($3::text is null or way = $3)
and ($4::text is null or request_id = $4)
and ($5::timestamptz is null or (made_at, id) > ($5, $6))
and ($8::text is null or id = $8)
order by made_at, id
limit $7

-- src/modules/payments/store-queue.ts: countQueue
select state, count(*) as count
from payments.order
where entity_id = any($1::text[])
and ($2::text is null or way = $2)
and ($3::text is null or request_id = $3)
and ($4::text is null or id = $4)
group by state

-- src/modules/payments/store-queue.ts: findOpenOrders
select *
from payments.order
where payee_id = any($1::text[])
and state in ('prepared', 'checked')
order by id

-- src/modules/payments/store-receipts.ts: findReceiptsAgain
select claim_id, entity_id, number, currency, minor, request_number
from payments.receipts_again($1::text[])
order by claim_id, number nulls last, request_number

-- src/modules/payments/store-releases.ts: listReleases
select *
from payments.release
where entity_id = any($1::text[])
and ($2::text is null or state = $2)
and ($3::timestamptz is null or (made_at, id) < ($3, $4))
and ($6::text is null or id = $6)
order by made_at desc, id desc
limit $5

-- src/modules/payments/store-releases.ts: countReleases
select state, currency, count(*) as count, sum(minor)::text as minor
from payments.release
where entity_id = any($1::text[])
group by state, currency
order by state, currency

-- src/modules/payments/store-services.ts: loadServiceOrders
select o.*
from payments.order o
join payments.order_state s on s.name = o.state and s.is_live
join payments.exception x on x.id = o.exception_id
where o.entity_id = any($1::text[])
and o.payee_id = any($2::text[])
and o.exception_id is not null
and x.tax_treatment = 'labour_income'
and (o.state <> 'paid' or o.paid_on >= $3::date or o.made_at >= $3::date - interval '1 day')
order by o.id

-- src/modules/payments/store-sets.ts: accountsPaid
select distinct payee_id, account_id
from payments.order
where payee_id = any($1::text[])
and state = 'paid'

-- src/modules/payments/store-sets.ts: ordersSince
select id, number, payee_id, currency, minor, closes_currency, closes_minor
from payments.order
where payee_id = any($1::text[])
and state not in ('failed', 'returned', 'stopped')
and made_at >= $2
order by made_at, id

-- src/modules/payments/store-sets.ts: openClaimLines
select line.id as "lineId", claim.id as "claimId", line.request_id as "requestId",
  claim.filed_at as "filedAt"
from payments.payable as payable
join payments.claim_line as line on line.benefit_id = payable.id
join payments.claim as claim on claim.id = line.claim_id
where payable.entity_id = any($1::text[])
and payable.payable_minor > payable.ordered_minor
and claim.state = 'accepted'
and ($2::timestamptz is null or (claim.filed_at, line.id) > ($2, $3))
and line.minor > (
  select coalesce(sum(coalesce(own.closes_minor, own.minor + own.withheld_minor)), 0)
  from payments.order as own
  join payments.order_state as state on state.name = own.state
  where own.claim_id = claim.id
  and own.benefit_id = line.benefit_id
  and state.is_live
)
order by claim.filed_at, line.id
limit $4

-- src/modules/payments/store-sets.ts: claimLinesNumbered
select line.id as "lineId", claim.id as "claimId", line.benefit_id as "benefitId", claim.number,
  line.currency, line.minor
from payments.claim as claim
join payments.claim_line as line on line.claim_id = claim.id
where claim.id = any($1::text[])
order by line.id

-- src/modules/payments/store-sets.ts: ownAccountsNumbered
select person_id as id, holder as name, number
from payments.staff_account
where number = any($1::text[])
and state <> 'refused'
union
select payee_id, holder, number
from payments.exception
where number = any($1::text[])
and state in ('proposed', 'confirmed')
order by id, name

-- src/modules/payments/store-tax.ts: loadChargesIn
select *
from payments.tax_charge
where entity_id = $1
and year = $2
order by id

-- src/modules/payments/store-tax.ts: loadPaidOut
select o.benefit_id as "benefitId",
  o.payee_id as "payeeId",
  x.tax_treatment as treatment,
  o.currency,
  max(o.paid_on) as "paidOn",
  coalesce(sum(o.minor + o.withheld_minor) filter (where o.withheld_minor > 0), 0) as taxed,
  coalesce(sum(o.minor + o.withheld_minor) filter (where o.withheld_minor = 0), 0) as untaxed,
  sum(o.withheld_minor) as withheld
from payments.order o
join payments.exception x on x.id = o.exception_id
where o.entity_id = $1
and o.state = 'paid'
and o.paid_on >= $2
and o.paid_on < $3
and x.tax_treatment <> 'none_refund'
group by o.benefit_id, o.payee_id, x.tax_treatment, o.currency, date_trunc('month', o.paid_on)
order by o.benefit_id, o.payee_id, max(o.paid_on)

-- src/modules/payments/store-tax.ts: loadPaidAsIncome
select distinct o.benefit_id as "benefitId"
from payments.order o
join payments.exception x on x.id = o.exception_id
where o.benefit_id = any($1::text[])
and o.state = 'paid'
and x.tax_treatment <> 'none_refund'

-- src/modules/payments/store.ts: exceptionsTo
select payee_id, number, bank, cnaps, province, city, state, asked_at, answered_at
from payments.exceptions_to($1::text[])

-- src/modules/payments/store.ts: loadRefundsOn
select *
from payments.refund
where entity_id = $1
and state = 'recorded'
and booked_on >= $2
and booked_on < $3
order by id

-- src/modules/payments/store.ts: nextOrderNumbers
select nextval('payments.order_number') as n from generate_series(1, $1)

-- src/modules/payments/store.ts: nextClaimNumbers
select nextval('payments.claim_number') as n from generate_series(1, $1)
