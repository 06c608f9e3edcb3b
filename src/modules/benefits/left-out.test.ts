import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { givenBenefit, readAt, registerReading } from '../../../test/setup/register-reading.ts'
import { newCustomer } from '../parties/index.ts'

let company: Company
let reading: ReturnType<typeof registerReading>

beforeAll(async () => {
  company = await testCompany()
  reading = registerReading(company)
  await company.store(
    givenBenefit(company, { minor: 100n, on: '2026-03-01', form: 'gift', id: 'ben_first0000' }),
  )
})

afterAll(() => company.close())

const owner = (text: string, values: readonly unknown[]) =>
  company.database.pool('owner', 1).query(text, [...values])

describe('a filter that meets much', () => {
  const many = 5_001

  beforeAll(async () => {
    await owner(
      `insert into benefits.benefit
select id || 'n' || i, version, number || '-' || i, book, direction, state, entity_id, form, title,
  reason, requester_id, customer_id, recipient_kind, recipient_id, recipient_count, deal_id, event_id,
  programme_id, place, value_minor + i, value_currency, value_is_at_least, date '2000-01-01' + i,
  recorded_at, is_late, outcome, decision_id, source
from benefits.benefit, generate_series(1, $1) as i
where id = 'ben_first0000'`,
      [many],
    )
    await owner(
      `insert into benefits.alert
  (id, version, benefit_id, cause_id, outcome, level, rules, raised_at, reason)
select 'alert_' || i || kind.name, 1, 'ben_first0000n' || i, kind.cause, 'hold', null, 'a.rule',
  timestamptz '2026-01-01' + make_interval(mins => i), kind.reason
from generate_series(1, $1) as i,
  (values ('f', null, 'forbidden'), ('e', 'ben_first0000', null)) as kind (name, cause, reason)`,
      [many],
    )
    // One of an own kind, to try the filter that names its benefits.
    await owner(
      `insert into benefits.alert
  (id, version, benefit_id, cause_id, outcome, level, rules, raised_at, reason)
values ('alert_one', 1, 'ben_first0000n7', null, 'hold', null, 'a.rule', '2026-01-01', 'own_loosening')`,
      [],
    )
  })

  test.each(['forbidden', 'earlier_entry'])('shows each of 5,001 alerts of %s', async (alert) => {
    expect((await reading.totalsOf({ alert })).count).toBe(many)
    // The one whose alert is the oldest, and the row without an alert not.
    const first = { from: '2000-01-02', to: '2000-01-02' }
    expect((await reading.pageOf({ alert, ...first })).rows.map(({ benefitId }) => benefitId)).toEqual([
      'ben_first0000n1',
    ])
    const [newest] = (await reading.pageOf({ alert })).rows
    expect(newest?.benefitId).toBe(`ben_first0000n${many}`)
    const ofText = await reading.pageOf({ alert, q: 'BR-2026-0001-1' })
    expect(ofText.rows.map(({ benefitId }) => benefitId)).toEqual(['ben_first0000n1'])
  })

  test('names the benefits of few alerts', async () => {
    const { rows } = await reading.pageOf({ alert: 'own_loosening' })
    expect(rows.map(({ benefitId }) => benefitId)).toEqual(['ben_first0000n7'])
  })
})

describe('a text that more names have than are looked up', () => {
  const named = (from: number, to: number) =>
    company.store(
      Array.from({ length: to - from + 1 }, (_, i) =>
        newCustomer({
          id: `party_left${from + i + 100000}`,
          name: `左云第${from + i}站`,
          created_at: readAt,
        }),
      ),
    )

  test('is said with the page and the sums, and not before', async () => {
    await named(1, 100)
    expect((await reading.pageOf({ q: '左云第' })).leftOut).toBeUndefined()
    await named(101, 101)
    const says = expect.stringContaining('名称含「左云第」的客户或人员超过 100 个')
    expect((await reading.pageOf({ q: '左云第' })).leftOut).toEqual(says)
    expect((await reading.totalsOf({ q: '左云第' })).leftOut).toEqual(says)
    expect((await reading.totalsOf({ q: '左云第100站' })).leftOut).toBeUndefined()
    expect((await reading.totalsOf({})).leftOut).toBeUndefined()
    const english = await reading.pageOf({ q: '左云第' }, reading.all(), 'en')
    expect(english.leftOut).toContain('More than 100 customers or people')
  })
})
