-- src/modules/benefits/store-alerts.ts: findAlerted
select benefit_id as id
from benefits.alert
where reason is not distinct from $1
group by benefit_id
limit $2

-- src/modules/benefits/store-alerts.ts: alertsAmong
select distinct benefit_id as id, coalesce(reason, 'earlier_entry') as kind
from benefits.alert
where benefit_id = any($1::text[])
order by 2

-- src/modules/benefits/store-alike.ts: kept
select org_id, month, currency, minor
from benefits.org_total
where org_id = any($1::text[])
and …
and …
union all
select recipient_id, month, currency, minor
from benefits.recipient_total
where recipient_id = any($1::text[])
and org_id <> recipient_id
and …
and …
union all
select org_id, month, currency, minor
from benefits.line_change
where org_id = any($1::text[])
and …
and …
union all
select recipient_id, month, currency, minor
from benefits.line_change
where recipient_id = any($1::text[])
and org_id <> recipient_id
and …
and …

-- src/modules/benefits/store-alike.ts: lines
select org_id, happened_on, currency, minor
from benefits.line
where book = $4
and org_id = any($1::text[])
and …
and …
union all
select recipient_id, happened_on, currency, minor
from benefits.line
where book = $4
and recipient_id = any($1::text[])
and org_id is distinct from recipient_id
and …
and …

-- src/modules/benefits/store-alike.ts: totalsSql
select org_id, currency, sum(minor) as minor
from (
  select org_id, currency, case when month between $7 and $8 then minor else 0 end as minor
  from (
  …
  ) as months
  union all
  select org_id, currency, sign * minor
  from unnest($9::date[], $10::date[], $11::int[]) as span (from_on, to_on, sign)
  cross join lateral (
  …
  ) as days
) as part
group by 1, 2

-- src/modules/benefits/store-alike.ts: daysSql
select org_id, happened_on, currency, sum(minor) as minor
from (
  …
) as days
group by 1, 2, 3
having sum(minor) <> 0

-- src/modules/benefits/store-as-of.ts: asOfSql
select …
from benefits.line as line
where benefit_id = any($1)
and recorded_at <= greatest(
  $2::timestamptz,
  (select min(first.recorded_at) from benefits.line as first where first.benefit_id = line.benefit_id)
)
…

-- src/modules/benefits/store-as-of.ts: bookAsOfSql
select …
from benefits.line
where book = $1
and (direction = 'given' or (direction = 'received' and book <> 'own'))
and (recipient_id = any($2::text[]) or org_id = any($3::text[]) or giver_person_id = any($4::text[]))
and recorded_at <= $5
…

-- src/modules/benefits/store-booked.ts: ownBenefitsAfter
select id, book, direction, state, entity_id, form, way, value_minor::text as value_minor,
  released_minor::text as released_minor, refunded_minor::text as refunded_minor,
  value_currency, happened_on, source
from benefits.benefit
where id > $1
and book = $2
order by id
limit $3

-- src/modules/benefits/store-booked.ts: promisedUntil
select id, book, direction, state, entity_id, form, way, value_minor::text as value_minor,
  released_minor::text as released_minor, refunded_minor::text as refunded_minor,
  value_currency, happened_on, source
from benefits.benefit
where book = 'own'
and direction = 'given'
and state = 'approved'
and entity_id = $1
and happened_on <= $2
order by id

-- src/modules/benefits/store-books.ts: loadForBooks
select id, number, form, way from benefits.benefit where id = any($1::text[])

-- src/modules/benefits/store-books.ts: loadBehind
select id, requester_id, customer_id, unit_id, programme_id, event_id, deal_id
from benefits.benefit
where id = any($1::text[])
order by id

-- src/modules/benefits/store-books.ts: findNumberedBenefits
select id, number from benefits.benefit where book = $1 and number = any($2::text[])

-- src/modules/benefits/store-cells.ts: listsOfAll
select null as requester_id, cell::text as cell, state, direction, is_late,
  sum(count) as rows, sum(count) filter (where …) as in_amounts
from (
  select …, band, count
  from … as kept
  join benefits.cell on cell.id = kept.cell
  where …
  union all
  select …, band, count
  from benefits.total_change
  where …
) as part
group by …
having sum(count) filter (where …) > 0

-- src/modules/benefits/store-cells.ts: everyList
select null as requester_id, id::text as cell, state, direction, is_late, 1 as rows, 1 as in_amounts
from benefits.cell
where …
union
select null, cell::text, state, direction, is_late, 1, 1
from benefits.total_change
where …

-- src/modules/benefits/store-cells.ts: listsOfPeople
select requester_id, cell::text as cell, state, direction, is_late,
  sum(count) as rows, sum(count) as in_amounts
from (
  select requester_id, …, count
  from … as kept
  join benefits.cell on cell.id = kept.cell
  where …
  union all
  select requester_id, …, count
  from benefits.total_change
  where …
) as part
group by requester_id, …
having sum(count) > 0

-- src/modules/benefits/store-covered.ts: listCovered
select id, number, title, form, state, way, happened_on, value_minor::text as value_minor,
  released_minor::text as released_minor, refunded_minor::text as refunded_minor, value_currency, unit_id
from benefits.benefit
where cell = any(array(
  select id
  from benefits.cell
  where book = $1
  and direction = 'given'
  and entity_id = $2
  and state = any($3::text[])
  and ($4::text[] is null or form = any($4::text[]))
  union
  select cell
  from benefits.total_change
  where book = $1
  and direction = 'given'
  and entity_id = $2
  and state = any($3::text[])
  and ($4::text[] is null or form = any($4::text[]))
))
and happened_on between $5 and $6
and ($7::text[] is null or unit_id = any($7::text[]))
and source not like 'import%'
and ($8::date is null or (happened_on, id) < ($8::date, $9::text))
order by happened_on desc, id desc
limit $10

-- src/modules/benefits/store-fold.ts: apartSql
with held as materialized (
  select text.id as text_id, requester_id, cell, month, band, currency, count, minor
  from benefits.kept_text as text
  join benefits.total_change as waiting on waiting.title ilike text.pattern
  union all
  select text.id, requester_id, cell, date_trunc('month', happened_on)::date, benefits.band_of(value_minor),
    value_currency, -count(*), -sum(value_minor)
  from benefits.kept_text as text
  join benefits.benefit as benefit on benefit.title ilike text.pattern
  group by 1, 2, 3, 4, 5, 6
)
select count(*) as apart
from (
  select from (
    select cell, month, band, currency, count, minor from benefits.total
    union all
    select cell, month, band, currency, count, minor from benefits.total_change
    union all
    select cell, date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      -count(*), -sum(value_minor)
    from benefits.benefit
    group by 1, 2, 3, 4
  ) as part
  group by cell, month, band, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select requester_id, cell, month, currency, count, minor from benefits.requester_total
    union all
    select requester_id, cell, month, currency, count, minor from benefits.total_change
    where requester_id is not null
    union all
    select requester_id, cell, date_trunc('month', happened_on)::date, value_currency,
      -count(*), -sum(value_minor)
    from benefits.benefit
    where requester_id is not null
    group by 1, 2, 3, 4
  ) as part
  group by requester_id, cell, month, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select text_id, cell, month, band, currency, count, minor from benefits.text_total
    union all
    select text_id, cell, month, band, currency, count, minor from held
  ) as part
  group by text_id, cell, month, band, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select text_id, requester_id, cell, month, band, currency, count, minor from benefits.text_requester_total
    union all
    select text_id, requester_id, cell, month, band, currency, count, minor from held
    where requester_id is not null
  ) as part
  group by text_id, requester_id, cell, month, band, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select org_id, month, direction, form, entity_id, currency, count, minor from benefits.org_total
    union all
    select org_id, month, direction, form, entity_id, currency, count, minor from benefits.line_change
    where org_id <> ''
    union all
    select org_id, date_trunc('month', happened_on)::date, direction, form, coalesce(entity_id, ''), currency,
      -sum(sign(minor)), -sum(minor)
    from benefits.line
    where book = 'own' and org_id is not null
    group by 1, 2, 3, 4, 5, 6
  ) as part
  group by org_id, month, direction, form, entity_id, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select recipient_id, org_id, month, direction, form, entity_id, currency, count, minor
    from benefits.recipient_total
    union all
    select recipient_id, org_id, month, direction, form, entity_id, currency, count, minor
    from benefits.line_change
    union all
    select recipient_id, coalesce(org_id, ''), date_trunc('month', happened_on)::date, direction, form,
      coalesce(entity_id, ''), currency, -sum(sign(minor)), -sum(minor)
    from benefits.line
    where book = 'own'
    group by 1, 2, 3, 4, 5, 6, 7
  ) as part
  group by recipient_id, org_id, month, direction, form, entity_id, currency
  having sum(count) <> 0 or sum(minor) <> 0
  union all
  select from (
    select entity_id, month, unit_id, form, currency, stage, count, minor from benefits.spend_total
    union all
    select entity_id, month, unit_id, form, currency, stage, count, minor from benefits.spend_change
    union all
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), -count(*), -sum(value_minor)
    from benefits.benefit
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null
    group by 1, 2, 3, 4, 5, 6
  ) as part
  group by entity_id, month, unit_id, form, currency, stage
  having sum(count) <> 0 or sum(minor) <> 0
) as apart

-- src/modules/benefits/store-given.ts: loadGiven
select …
from benefits.benefit
where …
and happened_on between $1 and $2
and ($3::text is null or entity_id = $3)
order by id

-- src/modules/benefits/store-given.ts: loadGivenAmong
select …
from benefits.benefit
where …
and id = any($1::text[])
order by id

-- src/modules/benefits/store-kept.ts: findKept
select id::text as id from benefits.kept_text where pattern = $1

-- src/modules/benefits/store-kept.ts: denseSql
select cell, sum(count) as rows
from …
cross join bound
where …
group by cell

-- src/modules/benefits/store-kept.ts: denseSql
with part as materialized (
…
),
bound as materialized (
  select max(unit) filter (where reached >= …::int) as floor
  from (
    select unit, sum(sum(sure)) over (order by unit desc) as reached
    from part
    group by unit
  ) as step
),
list as materialized (
  select requester_id, cell, floor, sum(rows) as rows
  from part
  cross join bound
  where floor is null or unit >= floor
  group by requester_id, cell, floor
),
held as (
  …
),
every as (
  …
)
select requester_id, list.cell::text as cell, floor::text as floor, list.rows,
  least(list.rows, …::int) * coalesce(every.rows / nullif(held.rows, 0), 1) as looked,
  (select sum(count) from benefits.text_total where …) as of_text
from list
left join held using (cell)
left join every using (cell)

-- src/modules/benefits/store-kept.ts: partOf
select requester_id, cell, … as unit, sum(count) as rows,
  coalesce(sum(count) filter (where …), 0) as sure
from (
  select …
  from … as kept
  join benefits.cell on cell.id = kept.cell
  where …
  union all
  select …
  from benefits.total_change
  where …
) as counted
group by requester_id, cell, …
having sum(count) > 0

-- src/modules/benefits/store-observed.ts: sumsSql
select id, currency, count(*) as count, sum(minor) as minor, bool_or(at_least) as at_least,
  min(happened_on) as from_on, max(happened_on) as to_on
from (
  select party.id, line.benefit_id, line.currency, min(line.happened_on) as happened_on,
    sum(line.minor) as minor, bool_or(benefit.value_is_at_least) as at_least
  from unnest($2::text[]) as party (id)
  join benefits.line as line on line.recipient_id = party.id or line.org_id = party.id
  join benefits.benefit as benefit on benefit.id = line.benefit_id
  where line.book <> $1
  group by 1, 2, 3
  having sum(line.minor) <> 0
) as net
group by 1, 2
order by 1, 4 desc

-- src/modules/benefits/store-observed.ts: findGivers
select distinct benefit_id, giver_group
from benefits.line
where benefit_id = any($1::text[])

-- src/modules/benefits/store-owed.ts: findOwed
select id, happened_on as "happenedOn", value_minor as minor
from benefits.benefit
where entity_id = any($1::text[])
  and way = $2
  and book = 'own'
  and direction = 'given'
  and state in ('approved', 'given')
  and ($3::date is null or (happened_on, id) > ($3, $4))
order by happened_on, id
limit $5

-- src/modules/benefits/store-owed.ts: findOnClaim
select id, happened_on as "happenedOn", value_minor as minor, value_currency as currency
from benefits.benefit
where entity_id = any($1::text[])
  and (way in ('vendor', 'reimbursement') or way is null)
  and book = 'own'
  and direction = 'given'
  and state = 'given'
  and ($2::date is null or (happened_on, id) > ($2, $3))
order by happened_on, id
limit $4

-- src/modules/benefits/store-page.ts: firstOfLists
with first as (
…
),
bound as (
  select … as at, id
  from first
  order by …
  offset …::int - 1
  limit 1
)
…

-- src/modules/benefits/store-page.ts: lateral
select found.id, found.happened_on, found.value_minor
from unnest(…) as list (…)
cross join lateral (
  select id, happened_on, value_minor
  from benefits.benefit
  where …
  …
) as found

-- src/modules/benefits/store-page.ts: findPartiesPage
select id, happened_on, value_minor
from benefits.benefit
where …
order by …
limit …

-- src/modules/benefits/store-page.ts: readRows
select benefit.*
from (
…
) as found
join benefits.benefit as benefit on benefit.id = found.id
order by …

-- src/modules/benefits/store-party-sums.ts: groupsSql
select direction, extract(year from month)::int as year, form,
  nullif(entity_id, '') as entity_id, currency, sum(count) as count, sum(minor) as minor,
  sum(recent_count) as recent_count, sum(recent_minor) as recent_minor
from (
  select direction, month, form, entity_id, currency, count, minor,
    case when month between $3 and $4 then count else 0 end as recent_count,
    case when month between $3 and $4 then minor else 0 end as recent_minor
  from (
    select …
    from benefits.org_total
    where org_id = any($2::text[])
    union all
    select …
    from benefits.recipient_total
    where recipient_id = any($1::text[])
    and org_id <> all($2::text[])
    union all
    select …
    from benefits.line_change
    where org_id = any($2::text[])
    or (recipient_id = any($1::text[]) and org_id <> all($2::text[]))
  ) as kept
  union all
  select direction, date_trunc('month', happened_on)::date, form, coalesce(entity_id, ''), currency, 0, 0,
    sign * sign(minor), sign * minor
  from unnest($5::date[], $6::date[], $7::int[]) as span (from_on, to_on, sign)
  cross join lateral (
    select direction, happened_on, form, entity_id, currency, minor
    from benefits.line
    where book = $8
    and org_id = any($2::text[])
    and happened_on between from_on and to_on
    union all
    select direction, happened_on, form, entity_id, currency, minor
    from benefits.line
    where book = $8
    and recipient_id = any($1::text[])
    and (org_id is null or org_id <> all($2::text[]))
    and happened_on between from_on and to_on
  ) as line
) as part
group by 1, 2, 3, 4, 5
having sum(count) <> 0 or sum(minor) <> 0

-- src/modules/benefits/store-party-sums.ts: findReceiverTotals
select … as id, currency, count, minor
from …
where direction = 'given'
and … = any($1::text[])

-- src/modules/benefits/store-party-sums.ts: findReceiverTotals
select id, currency, sum(count) as count, sum(minor) as minor
from (
  …
  union all
  …
) as kept
group by 1, 2
having sum(count) <> 0 or sum(minor) <> 0

-- src/modules/benefits/store-party.ts: findNetLines
select found.*
from unnest(…::text[]) as party (id)
cross join lateral (
  select min(id) as line_id, benefit_id, recipient_id, form, entity_id, currency, happened_on,
    sum(minor) as minor
  from benefits.line
  where …
  group by happened_on, benefit_id, recipient_id, form, entity_id, currency
  having …
  order by happened_on desc, min(id) desc
  limit …
) as found

-- src/modules/benefits/store-party.ts: findTakenBack
select distinct on (benefit_id, recipient_id, happened_on, form, currency)
  id as line_id, benefit_id, recipient_id, happened_on, form, currency, minor
from benefits.line
where benefit_id = any($1::text[])
and minor < 0
order by benefit_id, recipient_id, happened_on, form, currency, recorded_at desc, id

-- src/modules/benefits/store-received.ts: receivedSql
select …
from benefits.line
where book = $1
and direction = 'received'
and recipient_id = any($2::text[])
…

-- src/modules/benefits/store-register.ts: findBooks
with recursive step (book) as (
  (select book from benefits.benefit order by book limit 1)
  union all
  select (select book from benefits.benefit where book > step.book order by book limit 1)
  from step
  where step.book is not null
)
select book from step where book is not null

-- src/modules/benefits/store-spend.ts: partSql
select stage, currency, minor, count
from …
where entity_id = asked.entity_id
and month between asked.from_on and asked.until_on
and (asked.units is null or unit_id = any(string_to_array(asked.units, ',')))
and (asked.forms is null or form = any(string_to_array(asked.forms, ',')))

-- src/modules/benefits/store-spend.ts: spendSql
select asked.n, part.stage, part.currency, sum(part.minor)::text as minor,
  sum(part.count)::int as count
from unnest($1::int[], $2::text[], $3::date[], $4::date[], $5::text[], $6::text[])
  as asked (n, entity_id, from_on, until_on, units, forms)
cross join lateral (
  …
  union all
  …
) as part
group by asked.n, part.stage, part.currency
having sum(part.minor) <> 0 or sum(part.count) <> 0

-- src/modules/benefits/store-subjects.ts: loadSubjectsOf
select distinct subject.id
from benefits.benefit as benefit
cross join lateral unnest(array[benefit.customer_id, benefit.recipient_id]) as subject(id)
where benefit.id = any($1::text[])
and subject.id is not null
order by 1

-- src/modules/benefits/store-subjects.ts: sumOf
select currency, sum(minor)::text as minor
from benefits.line
where benefit_id = any($1::text[])
group by currency
order by currency

-- src/modules/benefits/store-text.ts: findTextPage
select *
from (
…
) as every
…

-- src/modules/benefits/store-text.ts: newestWithTitle
select id
from (
  select id, happened_on, title
  from benefits.benefit
  where …
  order by happened_on desc, id desc
  limit …
) as newest
where title ilike …
order by happened_on desc, id desc
limit …

-- src/modules/benefits/store-text.ts: rowTotals
select …
from (
  select value_currency::text as currency, 1 as count, value_minor as minor, is_late,
    state = any(…::text[]) and direction = … as counts
  from benefits.benefit
  where …
) as part
group by currency

-- src/modules/benefits/store-text.ts: countTextUpTo
select count(*) as count
from (select from (…) as every limit …) as counted

-- src/modules/benefits/store-text.ts: isOfMany
select count(*) = …::int as many
from (
  select from benefits.benefit
  where …
  limit …
) as counted

-- src/modules/benefits/store-totals.ts: scopeTotals
with list as (…)
select …
from (
…
) as part
group by currency

-- src/modules/benefits/store-totals.ts: listed
select * from unnest(…) as given (…)

-- src/modules/benefits/store-totals.ts: fromTotals
select kept.currency::text as currency, kept.count, kept.minor, list.counts, list.is_late
from list
join … as kept using (…)…

-- src/modules/benefits/store-totals.ts: byRow
select value_currency::text as currency, …count(*) as count,
  …sum(value_minor) as minor, list.counts, list.is_late
from list
join benefits.benefit as benefit on …
group by value_currency, list.counts, list.is_late

-- src/modules/benefits/store-totals.ts: findPartiesTotals
with list as (…)
select …
from (
  select value_currency::text as currency, cell, count(*) as count, sum(value_minor) as minor
  from benefits.benefit
  where …
  group by 1, 2
) as part
join list using (cell)
group by currency

-- src/modules/benefits/store-twins.ts: findTwins
select distinct benefit.id
from benefits.benefit
cross join lateral (
  select id
  from benefits.benefit as near
  where near.recipient_id = benefit.recipient_id
  and near.happened_on = benefit.happened_on
  and near.value_minor = benefit.value_minor
  and near.value_currency = benefit.value_currency
  and near.id <> benefit.id
) as near
join benefits.benefit as twin on twin.id = near.id
where benefit.id = any($1::text[])
and benefit.state = any($2::text[])
and twin.state = any($2::text[])
and twin.book = benefit.book
and twin.direction = benefit.direction
and twin.form = benefit.form

-- src/modules/benefits/store-year.ts: loadRecipients
select benefit_id as "benefitId",
  recipient_id as "recipientId",
  bool_or(recipient_id = org_id) is true as "isOrganisation",
  sum(minor) as minor
from benefits.line
where benefit_id = any($1::text[])
group by benefit_id, recipient_id
having sum(minor) > 0
order by benefit_id, bool_or(recipient_id = org_id) is true, recipient_id

-- src/modules/benefits/store-year.ts: loadGivenBetween
select …
from benefits.benefit
where book = $1
and direction = 'given'
and entity_id = $2
and state in ('given', 'paid', 'completed')
and happened_on >= $3
and happened_on < $4
order by happened_on, id

-- src/modules/benefits/store-year.ts: loadGivenByIds
select …
from benefits.benefit
where id = any($1::text[])
order by id

-- src/modules/benefits/store.ts: historyOf
select …
from benefits.line
where book = $1
and (direction = 'given' or (direction = 'received' and book <> 'own'))
and (…)
…

-- src/modules/benefits/store.ts: loadDecisionIds
select id, decision_id
from benefits.benefit
where id = any($1::text[])
and decision_id is not null

-- src/modules/benefits/store.ts: findEntry
select id, decision_id
from benefits.benefit
where id = $1
or number = $1
order by id
limit 1

-- src/modules/benefits/store.ts: nextNumbers
select nextval('benefits.number') as n from generate_series(1, $1)
