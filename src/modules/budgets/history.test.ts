import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls } from '../../../test/setup/api-calls.ts'
import { lunchOn } from '../../../test/setup/approval-round.ts'
import { personOf, setBudget } from '../../../test/setup/budget-calls.ts'
import { budgetsApart, roomsIn } from '../../../test/setup/budget-rooms.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { foldAll, totalsApart } from '../benefits/index.ts'
import type { Pool } from 'pg'

let company: Company
let calls: RequestCalls
let owner: Pool

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  owner = company.database.pool('owner', 1)
  const api = apiCalls(company.world)
  const unitId = company.founded.units['sales'] ?? Object.values(company.founded.units)[0] ?? ''
  await setBudget(company, api, { planned: '9999999', period: '2026', answer: 'warn' })
  await setBudget(company, api, { planned: '20000', period: '2026-Q4', answer: 'warn', forms: ['meal'] })
  await setBudget(company, api, { planned: '30000', period: '2026-11', answer: 'warn', unitId })
  await setBudget(company, api, { planned: '10000', period: '2026-12', answer: 'warn' })
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A move in the life of a benefit; `on` says which of those filed so far. */
const move = fc.record({
  verb: fc.constantFrom(
    'file',
    'file',
    'approve',
    'approve',
    'give',
    'give',
    'give_more',
    'withdraw',
    'decline',
    'change',
    'fold',
  ),
  on: fc.nat(5),
  minor: fc.integer({ min: 1, max: 9_900 }),
  day: fc.constantFrom('2026-11-20', '2026-11-26', '2026-12-02'),
})
type Move = { readonly verb: string; readonly on: number; readonly minor: number; readonly day: string }

const requests: string[] = []

/** A refusal is an answer like another; everything else is a fault. */
function unlessRefused(error: unknown): void {
  if (!String(error).includes('"kind":"refused"')) throw error
}

/** Makes a move; one that the state of its request does not allow is refused, and changes nothing. */
async function make({ verb, on, minor, day }: Move): Promise<void> {
  const proposal = { ...lunchOn(day), amount: { currency: 'CNY', minor: String(minor) } }
  if (verb === 'fold') return foldAll(company.database.pool('worker', 1))
  if (verb === 'file') {
    const answer = await calls.call('sales', 'requests.submit', { body: { proposal } })
    if (answer.kind === 'answer') requests.push((answer.body as { requestId: string }).requestId)
    return
  }
  const requestId = requests[on % Math.max(1, requests.length)]
  if (requestId === undefined) return
  const params = { requestId }
  if (verb === 'approve') return calls.approve(requestId).catch(unlessRefused)
  const { version } = await calls.good('sales', 'requests.detail', { params })
  const text = '客户改期'
  if (verb === 'change') {
    await calls.call('sales', 'requests.change', { params, body: { version, text, proposal } })
    return
  }
  if (verb === 'withdraw' || verb === 'decline') {
    await calls.call('sales', `requests.${verb}`, { params, body: { version, text } })
    return
  }
  const fileIds = [await calls.upload('sales', 'agenda', `agenda-${requestId}-${minor}.txt`)]
  const whole = { currency: 'CNY', minor: String(minor) }
  const actual = verb === 'give_more' ? { amount: { whole } } : {}
  await calls.call('sales', 'requests.give', {
    params,
    body: { version, givenOn: '2026-11-25', fileIds, ...actual },
  })
}

/** What the rows of the register say, worked out by nobody else's code. */
async function fromRows(from: string, until: string, only: { form?: string; unitId?: string }) {
  const found = await owner.query<{ state: string; minor: string }>(
    `select state, sum(value_minor)::text as minor from benefits.benefit
where book = 'own' and direction = 'given' and happened_on between $1 and $2
and ($3::text is null or form = $3) and ($4::text is null or unit_id = $4) group by state`,
    [from, until, only.form ?? null, only.unitId ?? null],
  )
  const of = (...states: string[]) =>
    found.rows.reduce((sum, row) => sum + (states.includes(row.state) ? BigInt(row.minor) : 0n), 0n)
  return {
    held: of('submitted', 'more_information'),
    committed: of('approved'),
    spent: of('given', 'paid', 'completed'),
  }
}

test(
  'at every step of any history what is held, committed, spent and left is the budget, and the books say ' +
    'the same',
  async () => {
    const kinds = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 18, maxLength: 24 }), async (moves) => {
        for (const each of moves) {
          await make(each)
          for (const { row, sums, rest, scope } of await roomsIn(company)) {
            expect(sums.held + sums.committed + sums.spent + rest).toBe(row.planned_minor)
            const { forms, unitId } = scope
            const only = { ...(forms?.[0] && { form: forms[0] }), ...(unitId && { unitId }) }
            expect(sums).toEqual(await fromRows(row.from_on, row.until_on, only))
            for (const [stage, minor] of Object.entries(sums)) if (minor > 0n) kinds.add(stage)
          }
          expect(await budgetsApart(company)).toEqual([])
        }
      }),
      { numRuns: 4, seed: 20261129, endOnFailure: true },
    )
    expect([...kinds].sort()).toEqual(['committed', 'held', 'spent'])
    expect(await totalsApart(owner)).toBe(0)
    await owner.query('select benefits.rebuild_totals()')
    expect(await totalsApart(owner)).toBe(0)
    expect(await budgetsApart(company)).toEqual([])
  },
  240_000,
)

test('whoever moves to another unit leaves what they asked for where it was', async () => {
  const before = await roomsIn(company)
  await owner.query('update access.person set unit_id = null where id = $1', [personOf(company, 'sales')])
  const after = await roomsIn(company)
  expect(after.map(({ sums }) => sums)).toEqual(before.map(({ sums }) => sums))
})
