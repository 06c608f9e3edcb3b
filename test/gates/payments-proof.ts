import { booksBehind } from '../../src/app/booking.ts'
import { proveBooks } from '../../src/modules/ledger/index.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import { atMost, type GateLine } from './gate.ts'

/** What must never be, in words, and how often it is. */
export type Wrongs = ReadonlyMap<string, number>

/** What must never be of payments, each with SQL that finds it without the counts that the product keeps. */
const searches: readonly (readonly [string, string])[] = [
  [
    'payment orders that left in two batches',
    'select order_id from payments.batch_line group by order_id having count(*) > 1',
  ],
  [
    'payments that left in no batch',
    `select id from payments.order
where state in ('sent', 'unknown', 'paid', 'failed', 'returned')
and id not in (select order_id from payments.batch_line)`,
  ],
  [
    'batches that are not the sum of their orders',
    `select batch.id
from payments.batch
left join payments.batch_line as line on line.batch_id = batch.id
left join payments.order as made on made.id = line.order_id
group by batch.id, batch.orders, batch.minor
having count(made.id) <> batch.orders or coalesce(sum(made.minor), 0) <> batch.minor`,
  ],
  [
    'numbers under which a bank knows two payments',
    'select end_to_end_id from payments.order group by end_to_end_id having count(*) > 1',
  ],
  [
    'benefits of which more is ordered or paid than is owed',
    `select benefit.id
from benefits.benefit
join payments.payable on payable.id = benefit.id
join (
  select benefit_id, state, coalesce(closes_minor, minor + withheld_minor) as owed from payments.order
) as made
  on made.benefit_id = benefit.id
group by benefit.id, benefit.value_minor, payable.payable_minor, payable.ordered_minor, payable.paid_minor
having coalesce(sum(made.owed) filter (where made.state not in ('failed', 'returned', 'stopped')), 0)
  > least(benefit.value_minor, payable.payable_minor)
or coalesce(sum(made.owed) filter (where made.state not in ('failed', 'returned', 'stopped')), 0)
  <> payable.ordered_minor
or coalesce(sum(made.owed) filter (where made.state = 'paid'), 0) <> payable.paid_minor`,
  ],
  [
    'claims in another currency whose amount of the day is not at its rate',
    `select line.id
from payments.claim_line as line
where line.pay_currency is not null
and (line.pay_source = 'day_rate' and line.pay_minor <> line.day_minor
  or abs(line.day_minor - line.minor * line.rate::numeric
    * case when line.currency in ('JPY', 'KRW', 'VND') then 100 else 1 end) > 0.5
    and line.pay_currency = 'CNY' and line.currency in ('USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'VND'))`,
  ],
  [
    'claims in another currency of which more is ordered than they pay',
    `select line.id
from payments.claim_line as line
join payments.order as made on made.claim_id = line.claim_id and made.benefit_id = line.benefit_id
where made.state not in ('failed', 'returned', 'stopped')
group by line.id, line.minor, line.currency, line.pay_minor, line.pay_currency
having sum(made.minor + made.withheld_minor) > coalesce(line.pay_minor, line.minor)
or bool_or(made.currency <> coalesce(line.pay_currency, line.currency))`,
  ],
  [
    'payments of which more came back than was paid',
    `select made.id
from payments.order as made
join payments.refund as back on back.order_id = made.id and back.state = 'recorded'
group by made.id, made.state, made.minor
having made.state <> 'paid' or sum(back.minor) > made.minor`,
  ],
  [
    'benefits of which what came back is not the sum of its refunds',
    `select benefit.id
from benefits.benefit
join payments.payable on payable.id = benefit.id
left join (
  select benefit_id, sum(coalesce(closes_minor, minor)) as minor
  from payments.refund
  where state = 'recorded'
  group by benefit_id
) as back on back.benefit_id = benefit.id
where coalesce(back.minor, 0) <> benefit.refunded_minor
or coalesce(back.minor, 0) <> payable.refunded_minor
or coalesce(back.minor, 0) > payable.paid_minor`,
  ],
  [
    'refunds that no line of a statement shows, and lines without their refund',
    `select coalesce(line.id, back.id)
from (select * from payments.statement_line where verdict = 'refunded') as line
full join (select * from payments.refund where state = 'recorded') as back on back.line_id = line.id
where line.id is null or back.id is null or line.minor <> back.minor or line.currency <> back.currency
or not line.order_ids::jsonb ? back.order_id`,
  ],
  [
    'refunds that are not booked once',
    `select back.id
from payments.refund as back
left join ledger.entry on entry.document_type = 'refund' and entry.document_id = back.id
left join ledger.line on line.entry_id = entry.id and line.account = 'paid'
group by back.id, back.state, back.minor
having coalesce(sum(line.minor), 0) <> case back.state when 'recorded' then back.minor else 0 end`,
  ],
  [
    'payments of benefits that nobody approved',
    `select made.id
from payments.order as made
join requests.request on request.id = made.request_id
where request.state not in ('approved', 'given', 'paid', 'completed')
or request.id not in (
  select object_id from audit.entry where operation = 'approvals.approve' and not is_refused)`,
  ],
  [
    'payments that left without two people',
    `select id from payments.order
where state not in ('prepared', 'stopped') and (checked_by is null or checked_by = made_by)`,
  ],
  [
    'payments that are not booked once',
    `select made.id
from payments.order as made
left join ledger.entry on entry.document_type = 'payment_order' and entry.document_id = made.id
left join ledger.line on line.entry_id = entry.id and line.account in ('paid', 'tax_withheld')
group by made.id, made.state, made.minor, made.withheld_minor
having -coalesce(sum(line.minor) filter (where line.account = 'paid'), 0)
  <> case made.state when 'paid' then made.minor else 0 end
or -coalesce(sum(line.minor) filter (where line.account = 'tax_withheld'), 0)
  <> case made.state when 'paid' then made.withheld_minor else 0 end`,
  ],
  [
    'payments that two lines of statements show',
    `select each.id
from payments.statement_line as line
cross join lateral jsonb_array_elements_text(line.order_ids::jsonb) as each (id)
where line.verdict = 'paid'
group by each.id
having count(*) > 1`,
  ],
]

/** Looks on one snapshot for what must never be of payments and of the books behind them. */
export async function provePayments(tx: Transaction): Promise<Wrongs> {
  const wrongs = new Map<string, number>()
  for (const [name, sql] of searches) wrongs.set(name, (await tx.sql(sql)).length)
  const proof = await proveBooks(tx, booksBehind, () => true)
  wrongs.set('entries of the books that do not add up', proof.broken.length)
  wrongs.set('benefits in which the books differ', proof.apart.length)
  return wrongs
}

/** One figure for each thing that must never be. */
export function toLines(gate: string, wrongs: Wrongs): GateLine[] {
  return [...wrongs].map(([name, count]) => atMost(`${gate} ${name}`, count, 0, 'findings'))
}
