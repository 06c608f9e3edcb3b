-- src/modules/deals/store-peers.ts: findOtherRates
with recursive rate (percent) as (
  (
    select rate_percent
    from deals.clause
    where form = $1 and terms_group = $2
    order by rate_percent
    limit 1
  )
  union all
  select (
    select rate_percent
    from deals.clause
    where form = $1 and terms_group = $2 and rate_percent > rate.percent
    order by rate_percent
    limit 1
  )
  from rate
  where rate.percent is not null
)
select held.first, held.last, rate.percent as rate_percent
from rate
join lateral (
  select min(agreement.customer_id) as first, max(agreement.customer_id) as last
  from deals.clause as clause
  join deals.agreement as agreement on agreement.id = clause.agreement_id
  where clause.form = $1
  and clause.terms_group = $2
  and clause.rate_percent = rate.percent
  and clause.from_on <= $4
  and (clause.until_on is null or clause.until_on >= $4)
  and (clause.is_published or not $5::boolean)
  and agreement.state = 'active'
) as held on held.first is not null
where rate.percent <> $3
order by rate.percent

-- src/modules/deals/store-projects.ts: findProjects
select id, title from deals.event where id = any($1::text[]) or title = any($1::text[])
union all
select id, title from deals.tender where id = any($1::text[]) or title = any($1::text[])
union all
select id, title from deals.agreement where id = any($1::text[]) or title = any($1::text[])
order by id

-- src/modules/deals/store-rates.ts: findRates
select distinct on (agreement.customer_id) clause.rate_percent
from deals.clause as own
join deals.clause as clause on clause.form = own.form
  and clause.terms_group = own.terms_group
join deals.agreement as agreement on agreement.id = clause.agreement_id
where own.agreement_id = $1
and own.form = $2
and clause.rate_percent is not null
and clause.from_on <= $3
and (clause.until_on is null or clause.until_on >= $3)
and agreement.state = 'active'
and agreement.customer_id <> $4
and ($5::text[] is null or agreement.entity_id = any($5::text[]))
order by agreement.customer_id, agreement.signed_on desc, agreement.id desc
limit $6

-- src/modules/deals/store.ts: loadClauses
select *
from deals.clause
where agreement_id = any(array(select id from deals.agreement where customer_id = any($1::text[])))
order by id

-- src/modules/deals/store.ts: findRefs
select id, customer_id
from deals.agreement
where id = any($1::text[])
union all
select id, customer_id
from deals.tender
where id = any($1::text[])
