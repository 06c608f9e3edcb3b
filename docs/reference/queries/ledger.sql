-- src/modules/ledger/accruals/store.ts: loadAccruals
select *
from ledger.accrual
where entity_id = $1
and month = $2
order by id

-- src/modules/ledger/accruals/store.ts: loadBookedLater
select entry.object_id as "benefitId",
  max(line.form) as form,
  line.currency,
  sum(line.minor)::text as minor,
  min(entry.document_on) filter (where entry.document_type in ('request', 'benefit')) as "happenedOn"
from ledger.line as line
join ledger.entry as entry on entry.id = line.entry_id
where line.entity_id = $1
and line.account = 'expense'
and line.booked_on > $2
and entry.document_type not in ('accrual', 'accrual_reversal', 'tax_charge')
and not exists (
  select from ledger.entry as before
  join ledger.line as spent on spent.entry_id = before.id
  where before.object_id = entry.object_id
  and before.document_type in ('request', 'benefit')
  and spent.account = 'expense'
  and spent.booked_on <= $2
)
group by entry.object_id, line.currency
having sum(line.minor) > 0
and min(entry.document_on) filter (where entry.document_type in ('request', 'benefit')) <= $2
order by entry.object_id, line.currency

-- src/modules/ledger/accruals/store.ts: loadAccruedIn
select benefit_id as "benefitId",
  entity_id as "entityId",
  month,
  currency,
  minor::text as minor
from ledger.accrual
where month between to_char($1::date, 'YYYY-MM') and to_char($2::date, 'YYYY-MM')
and ($3::text is null or entity_id = $3)
and minor > 0
order by benefit_id, month, currency

-- src/modules/ledger/accruals/store.ts: findAccrualsApart
with stands as (
  select id as document_id, entity_id, currency, form, month, -minor as minor
  from ledger.accrual
  union all
  select reversal_id, entity_id, currency, form,
    to_char((month || '-01')::date + interval '1 month', 'YYYY-MM'), minor
  from ledger.accrual
), booked as (
  select entry.document_id, line.entity_id, line.currency, line.form,
    to_char(line.booked_on, 'YYYY-MM') as month, sum(line.minor) as minor
  from ledger.entry as entry
  join ledger.line as line on line.entry_id = entry.id
  where entry.document_type in ('accrual', 'accrual_reversal')
  and line.account = 'accrual'
  group by 1, 2, 3, 4, 5
), apart as (
  select document_id, entity_id, currency, form,
    coalesce(stands.minor, 0) as register, coalesce(booked.minor, 0) as books,
    row_number() over (partition by entity_id order by document_id, currency, form) as place
  from stands
  full join booked using (document_id, entity_id, currency, form, month)
  where coalesce(stands.minor, 0) <> coalesce(booked.minor, 0)
)
select document_id as "documentId",
  entity_id as "entityId",
  currency,
  form,
  register::text as register,
  books::text as books
from apart
where place <= $1
order by document_id, entity_id, currency, form

-- src/modules/ledger/input-tax/store.ts: loadInputTaxIn
select *
from ledger.input_tax
where entity_id = $1
  and booked_on between $2 and $3
order by booked_on, line_id, invoice_id, recorded_at, minor desc, id

-- src/modules/ledger/input-tax/store.ts: loadInputTaxBackIn
select benefit_id as "benefitId",
  max(booked_on) as on,
  currency,
  -sum(minor) as minor
from ledger.input_tax
where booked_on >= date_trunc('month', $1::date)::date
  and booked_on < (date_trunc('month', $2::date) + interval '1 month')::date
  and ($3::text is null or entity_id = $3)
  and document_type in ('input_tax', 'input_tax_out')
group by benefit_id, document_id, currency, date_trunc('month', booked_on)
having sum(minor) < 0
order by benefit_id, document_id, max(booked_on)

-- src/modules/ledger/input-tax/store.ts: findInputTaxApart
with parts as (
  select entity_id, document_id, max(currency) as currency, max(form) as form, -sum(minor) as minor
  from ledger.input_tax
  where document_type = 'input_tax_out'
  group by entity_id, document_id
), remains as (
  select entity_id, min(id) filter (where why = 'credited') as id, currency, form,
    coalesce(sum(minor) filter (where why = 'credited'), 0) as credited, sum(minor) as minor
  from ledger.input_tax
  where minor <> 0
  group by entity_id, line_id, invoice_id, currency, form
), apart as (
  select entity_id, document_id, coalesce(parts.currency, 'CNY') as currency,
    coalesce(parts.form, '') as form,
    coalesce(made.minor, 0) as register, coalesce(parts.minor, 0) as books
  from (select entity_id, id as document_id, minor from ledger.input_tax_out) as made
  full join parts using (entity_id, document_id)
  where coalesce(made.minor, 0) <> coalesce(parts.minor, 0)
  union all
  select entity_id, coalesce(id, ''), currency, form, credited, minor
  from remains
  where minor < 0 or minor > credited
)
select document_id as "documentId", entity_id as "entityId", currency, form, register::text, books::text
from (
  select *, row_number() over (partition by entity_id order by document_id, currency, form) as place
  from apart
) as found
where place <= $1
order by document_id, entity_id, currency, form

-- src/modules/ledger/pack/store.ts: listMonthLines
select line.id, line.entry_id, line.account, line.booked_on, entry.document_on, entry.recorded_at,
  line.form, line.currency, line.minor::text as minor, entry.object_type, entry.object_id,
  entry.document_type, entry.document_id, array(
    select (case when own.minor > 0 then '+' else '-' end) || own.account
    from ledger.line as own
    where own.entry_id = entry.id
  ) as moved
from ledger.line as line
join ledger.entry as entry on entry.id = line.entry_id
where line.entity_id = $1
and line.booked_on between $2 and $3
order by line.booked_on, line.entry_id, line.position
limit $4

-- src/modules/ledger/periods/store.ts: holdBooks
select ledger.hold_books(id) from unnest($1::text[]) as id

-- src/modules/ledger/periods/store.ts: firstBookedOn
select min(booked_on) as day from ledger.entry where entity_id = $1

-- src/modules/ledger/periods/store.ts: listPeriodChanges
select *
from ledger.period_change
where entity_id = $1
order by proposed_at desc, id desc
limit $2

-- src/modules/ledger/periods/store.ts: countByMonth
select to_char(booked_on, 'YYYY-MM') as month, count(*)::int as entries,
  (count(*) filter (where document_on < date_trunc('month', booked_on::timestamp)))::int as late
from ledger.entry
where entity_id = $1
group by 1
order by 1

-- src/modules/ledger/store-balances.ts: loadTrialBalance
select account, currency,
  coalesce(sum(minor) filter (where booked_on < $2), 0)::text as opening,
  coalesce(sum(minor) filter (where booked_on >= $2 and minor > 0), 0)::text as debit,
  coalesce(-sum(minor) filter (where booked_on >= $2 and minor < 0), 0)::text as credit
from ledger.line
where entity_id = $1
and booked_on <= $3
group by account, currency

-- src/modules/ledger/store-balances.ts: listLines
select line.id, line.entry_id, line.booked_on, entry.document_on, entry.recorded_at, line.form,
  line.currency, line.minor::text as minor, entry.object_type, entry.object_id, entry.document_type,
  entry.document_id, array(
    select (case when own.minor > 0 then '+' else '-' end) || own.account
    from ledger.line as own
    where own.entry_id = entry.id
  ) as moved
from ledger.line as line
join ledger.entry as entry on entry.id = line.entry_id
where line.entity_id = $1
and line.account = $2
and line.currency = $3
and line.booked_on between $4 and $5
and ($6::text is null or line.form = $6)
and ($7::date is null or (line.booked_on, line.id) < ($7::date, $8::text))
and ($10::text is null or (line.minor > 0) = ($10 = 'debit'))
order by line.booked_on desc, line.id desc
limit $9

-- src/modules/ledger/store-proof.ts: loadHeld
select entry.object_id, line.entity_id, line.account, line.currency, line.form,
  sum(line.minor)::text as minor
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.object_type = $1
and entry.object_id > $2
and ($3::text is null or entry.object_id <= $3)
group by entry.object_id, line.entity_id, line.account, line.currency, line.form
having sum(line.minor) <> 0

-- src/modules/ledger/store-proof.ts: loadHeldOf
select entry.object_id, line.entity_id, line.account, line.currency, line.form,
  sum(line.minor)::text as minor
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.object_id = any($1::text[])
group by entry.object_id, line.entity_id, line.account, line.currency, line.form
having sum(line.minor) <> 0

-- src/modules/ledger/store-proof.ts: findBroken
with by_currency as (
  select entry_id, currency, sum(minor) as minor, count(*) as lines
  from ledger.line
  where $2::text is null or entity_id = $2
  group by entry_id, currency
), by_entry as (
  select entry_id, sum(lines) as lines, bool_and(minor = 0) as balances
  from by_currency
  group by entry_id
)
select entry.id
from ledger.entry as entry
left join by_entry on by_entry.entry_id = entry.id
where ($2::text is null or entry.entity_id = $2)
and (by_entry.entry_id is null or by_entry.lines <> entry.lines or not by_entry.balances)
order by entry.id
limit $1

-- src/modules/ledger/store-proof.ts: countEntries
select count(*)::text as count from ledger.entry

-- src/modules/ledger/store-proof.ts: findOpening
select reached, is_done from ledger.opening where object_type = $1

-- src/modules/ledger/store-proof.ts: keepOpening
insert into ledger.opening (object_type, reached, is_done)
values ($1, $2, $3)
on conflict (object_type) do update
set reached = excluded.reached, is_done = excluded.is_done

-- src/modules/ledger/store-proof.ts: loadLastEntries
select distinct on (object_id) object_id, id, booked_on
from ledger.entry
where object_id = any($1::text[])
and document_type not in ('accrual', 'accrual_reversal')
order by object_id, recorded_at desc, id desc

-- src/modules/ledger/store-taxes.ts: loadTaxExpenses
select e.object_id as "benefitId",
  e.entity_id as "entityId",
  max(e.booked_on) as on,
  l.currency,
  sum(l.minor) as minor
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.booked_on >= date_trunc('month', $1::date)::date
  and e.booked_on < (date_trunc('month', $2::date) + interval '1 month')::date
  and ($3::text is null or e.entity_id = $3)
  and e.document_type = 'tax_charge'
  and l.account = 'expense'
group by e.object_id, e.document_id, e.entity_id, l.currency, date_trunc('month', e.booked_on)
having sum(l.minor) > 0
order by e.object_id, e.document_id, max(e.booked_on)

-- src/modules/ledger/store.ts: shareBooks
select ledger.share_books(id) from unnest($1::text[]) as id

-- src/modules/ledger/store.ts: shareBooks
select entity_id, closed_until from ledger.closing where entity_id = any($1::text[])

-- src/modules/ledger/vouchers/store.ts: loadBooked
select *
from (
  select e.object_id as "benefitId",
    e.document_type as "documentType",
    e.document_id as "documentId",
    e.booked_on as "bookedOn",
    l.account,
    l.currency,
    l.minor,
    null as "lineId",
    e.id as "entryId",
    e.recorded_at as "recordedAt",
    l.position
  from ledger.entry e
  join ledger.line l on l.entry_id = e.id
  where e.entity_id = $1
    and e.booked_on between $2 and $3
    and e.object_type = 'benefit'
    and l.account = any($4::text[])
  union all
  select t.benefit_id, t.document_type, t.document_id, t.booked_on,
    case when side.account = 'expense' then 'expense'
      when t.document_type = 'input_tax_out' then 'input_tax_out' else 'input_tax' end,
    t.currency, side.sign * t.minor, t.line_id, t.id, t.recorded_at, side.position
  from ledger.input_tax t
  cross join (values ('input_tax', 1, 1), ('expense', -1, 2)) as side (account, sign, position)
  where t.entity_id = $1
    and t.booked_on between $2 and $3
    and t.minor <> 0
) as booked
order by "bookedOn", "entryId", position

-- src/modules/ledger/vouchers/store.ts: loadBookedOf
select e.object_id as "benefitId",
  e.document_type as "documentType",
  e.document_id as "documentId",
  e.booked_on as "bookedOn",
  l.account,
  l.currency,
  l.minor,
  e.id as "entryId",
  e.recorded_at as "recordedAt"
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.entity_id = $1
  and e.object_id = any($2::text[])
  and l.account = any($3::text[])
union all
select t.benefit_id, t.document_type, t.document_id, t.booked_on,
  case when side.account = 'expense' then 'expense'
    when t.document_type = 'input_tax_out' then 'input_tax_out' else 'input_tax' end,
  t.currency, side.sign * t.minor, t.id, t.recorded_at
from ledger.input_tax t
cross join (values ('input_tax', 1), ('expense', -1)) as side (account, sign)
where t.entity_id = $1
  and t.benefit_id = any($2::text[])
  and t.minor <> 0

-- src/modules/ledger/vouchers/store.ts: loadOldFiles
select *
from ledger.voucher_export
where entity_id = $1
  and fixes is null
order by exported_at, id

-- src/modules/ledger/vouchers/store.ts: loadEarlier
select e.object_id as "benefitId",
  case when e.document_type in ('request', 'benefit') then e.object_id else e.document_id end as "documentId"
from ledger.entry e
where e.entity_id = $1
  and e.object_id = any($2::text[])
  and e.booked_on < $3
  and exists (select from ledger.line l where l.entry_id = e.id and l.account = any($4::text[]))
union
select t.benefit_id, t.document_id
from ledger.input_tax t
where t.entity_id = $1
  and t.benefit_id = any($2::text[])
  and t.booked_on < $3
  and t.minor <> 0

-- src/modules/ledger/vouchers/store.ts: loadVouchersOf
select v.*
from ledger.voucher v
where v.entity_id = $1
  and v.benefit_id = any($2::text[])
  and not exists (select from ledger.voucher r where r.entity_id = v.entity_id and r.replaces = v.id)
order by v.id

-- src/modules/ledger/vouchers/store.ts: loadLeft
select distinct booked.document_id as "documentId", x.period
from (
  select e.object_id as document_id, e.booked_on, e.recorded_at
  from ledger.entry e
  where e.entity_id = $1
    and e.object_id = any($2::text[])
    and e.document_type in ('request', 'benefit')
  union all
  select t.document_id, t.booked_on, t.recorded_at
  from ledger.input_tax t
  where t.entity_id = $1
    and t.benefit_id = any($2::text[])
    and t.document_type = 'input_tax'
    and t.minor <> 0
) as booked
join ledger.voucher_export x on x.entity_id = $1
  and x.period = to_char(booked.booked_on, 'YYYY-MM')
  and x.exported_at >= booked.recorded_at
order by 1, 2

-- src/modules/ledger/vouchers/store.ts: loadVouchersIn
select v.*
from ledger.voucher v
where v.entity_id = $1
  and v.voucher_date between $2 and $3
  and not exists (select from ledger.voucher r where r.entity_id = v.entity_id and r.replaces = v.id)
order by v.voucher_date, v.number collate "C", v.id

-- src/modules/ledger/vouchers/store.ts: loadVouchersNumbered
select v.*
from ledger.voucher v
where v.entity_id = $1
  and v.number = any($2::text[])
  and not exists (select from ledger.voucher r where r.entity_id = v.entity_id and r.replaces = v.id)
order by v.id

-- src/modules/ledger/vouchers/store.ts: loadExports
select *
from ledger.voucher_export
where entity_id = $1
  and period = $2
order by exported_at desc, id desc
limit 100

-- src/modules/ledger/vouchers/store.ts: loadOwnFiles
select *
from ledger.voucher_export
where entity_id = $1
  and (digest = $2 or period = any($3::text[]))
order by exported_at desc, id desc

-- src/modules/ledger/vouchers/store.ts: loadOwed
select e.entity_id as "entityId",
  e.object_id as "benefitId",
  l.currency,
  coalesce(sum(l.minor) filter (where l.account = 'payable'), 0) as payable
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.object_id = any($1::text[])
  and e.document_type not in ('accrual', 'accrual_reversal')
  and l.account = any($2::text[])
group by e.entity_id, e.object_id, l.currency
