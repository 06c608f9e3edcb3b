import type { Pool } from 'pg'
import { registerCursors } from '../src/contract/register.ts'
import { addDays, type LocalDate } from '../src/kernel/time.ts'

/** One question that a screen asks. `reads` says which query of the register answers it. */
export type Question = {
  readonly name: string
  readonly reads: 'page' | 'totals' | 'party' | 'lines'
  readonly query: Readonly<Record<string, string>>
  /** The party of a page about one. */
  readonly partyId?: string
}

/** What the register of this database holds, to ask about things that are there. */
type Known = {
  readonly last: LocalDate
  readonly entityId: string
  readonly requesterId: string
  readonly customerId: string
  readonly quietCustomerId: string
  readonly recipientId: string
  readonly number: string
  readonly deepNewest: string
  readonly deepLargest: string
}

/**
 * All questions: each page, each filter and each order of the contract, combinations, texts, sums, parties.
 */
export async function registerQuestions(pool: Pool): Promise<Question[]> {
  const known = await whatIsThere(pool)
  const filters = filtersOf(known)
  return [
    { name: 'first page, newest', reads: 'page', query: {} },
    { name: 'first page, largest', reads: 'page', query: { sort: 'largest' } },
    { name: 'a page in the middle, newest', reads: 'page', query: { cursor: known.deepNewest } },
    {
      name: 'a page in the middle, largest',
      reads: 'page',
      query: { sort: 'largest', cursor: known.deepLargest },
    },
    ...filters.flatMap(([name, query]): Question[] => [
      { name, reads: 'page', query },
      { name: `${name}, largest`, reads: 'page', query: { ...query, sort: 'largest' } },
    ]),
    { name: 'totals of everything', reads: 'totals', query: {} },
    ...filters.map(([name, query]): Question => ({ name: `totals: ${name}`, reads: 'totals', query })),
    ...partyQuestions(known),
  ]
}

type Filter = readonly [name: string, query: Readonly<Record<string, string>>]

function filtersOf(known: Known): Filter[] {
  const { last, entityId, requesterId, customerId } = known
  const quarter = { from: addDays(last, -90), to: last }
  return [
    ['days: one', { from: last, to: last }],
    ['days: a quarter', quarter],
    ['days: from', { from: addDays(last, -400) }],
    ['days: to', { to: addDays(last, -400) }],
    ['state: given', { state: 'given' }],
    ['state: rejected', { state: 'rejected' }],
    ['state: several', { state: 'rejected,withdrawn,declined' }],
    ['outcome: prohibit', { outcome: 'prohibit' }],
    ['outcome: allow', { outcome: 'allow' }],
    ['kind: meal', { form: 'meal' }],
    ['kinds: two', { form: 'logo_item,gift' }],
    ['direction: given', { direction: 'given' }],
    ['direction: received', { direction: 'received' }],
    ['entity', { entityId }],
    ['customer', { customerId }],
    ['customer with few', { customerId: known.quietCustomerId }],
    ['recipient', { recipientId: known.recipientId }],
    ['requester', { requesterId }],
    ['amount from', { minMinor: '1000000' }],
    ['amount to', { maxMinor: '2000' }],
    ['amount between', { minMinor: '9000', maxMinor: '12000' }],
    ['late: yes', { late: 'yes' }],
    ['late: no', { late: 'no' }],
    ['alerts', { alert: 'earlier_entry' }],
    ['kind and state', { form: 'meal', state: 'rejected' }],
    ['kind, entity and quarter', { form: 'meal', entityId, ...quarter }],
    ['requester, state and amount', { requesterId, state: 'rejected', minMinor: '100000' }],
    ['customer, kind and year', { customerId, form: 'discount', from: addDays(last, -365) }],
    ['nothing has it', { outcome: 'prohibit', form: 'equipment_loan', late: 'yes' }],
    ['text: number', { q: known.number }],
    ['text: bare number', { q: known.number.replace(/^.*-0*/, '') }],
    ['text: word of many titles', { q: '框架折扣' }],
    ['text: word of two signs', { q: '午餐' }],
    ['text: one sign', { q: '样' }],
    ['text: customer', { q: '苏州恒屹精密' }],
    ['text: in no title', { q: '北极星' }],
    ['text and filters', { q: '午餐', entityId, ...quarter }],
  ]
}

function partyQuestions(known: Known): Question[] {
  const parties = [
    ['customer', known.customerId],
    ['customer with few', known.quietCustomerId],
    ['person', known.recipientId],
  ] as const
  return parties.flatMap(([name, partyId]): Question[] => [
    { name: `page of a ${name}`, reads: 'party', query: {}, partyId },
    { name: `lines of a ${name}`, reads: 'lines', query: {}, partyId },
    {
      name: `lines of a ${name}, one year`,
      reads: 'lines',
      query: { year: known.last.slice(0, 4) },
      partyId,
    },
  ])
}

async function whatIsThere(pool: Pool): Promise<Known> {
  const one = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row> => {
    const found = await pool.query<Row>(text, [...values])
    const [row] = found.rows
    if (!row) throw new Error('the register holds too little to be measured')
    return row
  }
  const ranked = (column: string, order: string) =>
    one<{ id: string }>(
      `select ${column} as id
from benefits.benefit
where book = 'own' and direction = 'given' and ${column} is not null
group by 1
order by count(*) ${order}, 1
limit 1`,
    )
  const { count } = await one<{ count: number }>(`select count(*)::int as count from benefits.benefit`)
  const deep = (order: string) =>
    one<{ on: string; minor: string; id: string }>(
      `select happened_on as "on", value_minor::text as minor, id
from benefits.benefit
where book = 'own'
order by ${order}
offset $1
limit 1`,
      [Math.floor(count / 2)],
    )
  const [newest, largest] = [await deep('happened_on desc, id desc'), await deep('value_minor desc, id desc')]
  const { last } = await one<{ last: string }>(
    `select max(happened_on) as last from benefits.benefit where book = 'own' and direction = 'given'`,
  )
  return {
    last,
    entityId: (await ranked('entity_id', 'desc')).id,
    requesterId: (await ranked('requester_id', 'desc')).id,
    customerId: (await ranked('customer_id', 'desc')).id,
    quietCustomerId: (await ranked('customer_id', 'asc')).id,
    recipientId: (await ranked(`case when recipient_kind = 'person' then recipient_id end`, 'desc')).id,
    number: (await one<{ number: string }>(`select number from benefits.benefit where id = $1`, [newest.id]))
      .number,
    deepNewest: registerCursors.write(newest),
    deepLargest: registerCursors.write(largest),
  }
}
