import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerQuestions } from '../../bench/register-questions.ts'
import { measureRegister, type RegisterFigure } from '../../bench/register.ts'
import { register } from '../../src/contract/register.ts'
import { registerBenefit } from '../../src/modules/benefits/index.ts'
import { addDays } from '../../src/kernel/time.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'

// The bench itself needs a million benefits; here it is kept alive with a few.

const few = 60
let company: Company

beforeAll(async () => {
  company = await testCompany()
  await company.store(Array.from({ length: few }, (_, n) => benefit(n)).flat())
})

afterAll(() => company.close())

function benefit(n: number) {
  const recipientId = n % 3 === 0 ? parties.buyer : parties.dealer
  const row = {
    id: `ben_bench${String(n).padStart(5, '0')}`,
    number: `BR-2026-${String(n + 1).padStart(4, '0')}`,
    book: 'own',
    direction: 'given',
    state: n % 7 === 0 ? 'rejected' : 'given',
    entity_id: company.founded.entities['suzhou'] ?? '',
    form: n % 2 === 0 ? 'meal' : 'discount',
    title: n % 2 === 0 ? '技术交流午餐' : '框架折扣',
    reason: '',
    requester_id: company.founded.people['sales'] ?? '',
    customer_id: parties.dealer,
    recipient_kind: recipientId === parties.buyer ? 'person' : 'entity',
    recipient_id: recipientId,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: BigInt(n * 1_000),
    value_currency: 'CNY',
    value_is_at_least: false,
    happened_on: addDays('2026-01-01', n),
    recorded_at: '2026-11-25T01:00:00.000Z',
    is_late: false,
    outcome: 'allow',
    decision_id: null,
    source: 'web',
    way: null,
  }
  const giver = { group: 'group' }
  return registerBenefit(row, [{ recipientId, orgId: parties.dealer }], giver, [
    `line_bench${String(n).padStart(5, '0')}`,
  ])
}

test(
  'asks every question as each of four readers and tells how long the answer took',
  { timeout: 120_000 },
  async () => {
    const figures: RegisterFigure[] = []
    await measureRegister(company.world, {
      repetitions: 1,
      warmUps: 0,
      print: (figure) => figures.push(figure),
      keep: async (text) => text === '午餐',
    })
    const questions = await registerQuestions(company.world.pool)
    const ofLunch = questions.filter(({ query }) => query['q'] === '午餐')
    const first = figures.filter(({ name }) => name.endsWith(', asked for the first time'))
    expect(first).toHaveLength(4 * ofLunch.length)
    expect(figures).toHaveLength(4 * (questions.length + ofLunch.length))
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length)
    for (const { value, p95, limit, unit } of figures) {
      expect([value > 0, p95 >= value, limit, unit]).toEqual([true, true, 50, 'ms'])
    }
  },
)

test('has a question for each filter and each order of the register', async () => {
  const questions = await registerQuestions(company.world.pool)
  const asked = new Set(
    questions.filter(({ reads }) => reads === 'page').flatMap(({ query }) => Object.keys(query)),
  )
  // A book is no filter of one register but the choice of another, and a page's length is the screen's.
  const wanted = Object.keys(register.query.shape).filter((name) => name !== 'book' && name !== 'limit')
  expect([...asked].toSorted()).toEqual(wanted.toSorted())
})
