import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { act } from '../../platform/act/act.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import { answerRatesCommand, importRatesCommand } from './import-rates.ts'
import { rateMatters } from './rate-matters.ts'
import { ratesThatCount } from './rate-rows.ts'
import { ratesOn } from './routes-rates.ts'
import { loadRateFiles, loadRates } from './store-rates.ts'
import { rateFileTable } from './tables.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

type More = { readonly who?: string; readonly correction?: string }

function deps() {
  const { world } = company
  const dayAt = (at: string) => at.slice(0, 10)
  return { newId: world.newId, dayAt, organisation: world.requests.organisation, rounds: world.rounds }
}

/** Each act has its own moment, as in life. */
const moment = () => new Date(Date.parse(company.world.now()) + n).toISOString()

/** The first of the two persons. */
async function file(text: string, { who = 'finance', correction }: More = {}) {
  const body = { text, source: '中国外汇交易中心', correction }
  const call = { key: `rates-key-${n++}`, actor: company.actor(who), body, at: moment() }
  const [outcome] = await act(company.world.door, importRatesCommand(deps()), [call])
  return outcome
}

/** The second of the two persons. */
async function answered(rateFileId: string, actor: Actor, answer: 'confirm' | 'decline' = 'confirm') {
  const call = { key: `rates-key-${n++}`, actor, body: { rateFileId, answer }, at: moment() }
  const [outcome] = await act(company.world.door, answerRatesCommand(deps()), [call])
  return outcome
}

async function filed(text: string, more?: More): Promise<string> {
  const outcome = await file(text, more)
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer.rateFileId
}

/** Both of them. */
async function bringIn(text: string, more?: More) {
  const outcome = await file(text, more)
  return outcome?.kind === 'done' ? answered(outcome.answer.rateFileId, company.actor('compliance')) : outcome
}

const inTx = <T>(work: Parameters<typeof readOnly<T>>[2]) =>
  readOnly(company.database.pool('app', 2), [company.actor('finance')], work)

const rateOf = (base: string, on: string) =>
  inTx(async (tx) => (await company.world.requests.policy(tx)).rates(base, 'CNY', on)?.rate)

const rows = () => inTx(loadRates)

/** A file as it is stored, without its version. */
async function fileOf(id: string) {
  const found = (await inTx((tx) => loadRateFiles(tx, [id]))).get(id)
  if (!found) throw new Error(`no file ${id}`)
  const { version: _, ...columns } = found
  return columns
}

describe('a file of exchange rates', () => {
  it('is not needed at first: the shipped sample serves and says so', async () => {
    expect(await rateOf('USD', '2026-11-25')).toBeDefined()
    expect(ratesOn(await rows(), '2026-11-25', 'en')).toMatchObject({ isOwn: false, home: 'CNY' })
    expect(ratesOn([], '2026-11-25', 'zh-CN').says).toContain('示例')
  })

  it.each([
    ['no rate', 'date,currency,rate\n', 'policy.rates_empty', {}],
    ['no header', '2026-11-25,USD,7.1', 'policy.rates_have_problems', { line: 1 }],
    [
      'a day that is none',
      'date,currency,rate\n2026-02-30,USD,7.1',
      'policy.rates_have_problems',
      { line: 2 },
    ],
    [
      'one bad line among good ones',
      'date,currency,rate\n2026-11-25,USD,7.1\n2026-11-26,USD,x',
      'policy.rates_have_problems',
      { line: 3, field: 'rate', found: 'x' },
    ],
    [
      'a day covered twice',
      'date,to,currency,rate\n2026-11-01,2026-11-30,USD,7.1\n2026-11-26,2026-11-26,USD,7',
      'policy.rates_have_problems',
      { line: 3 },
    ],
  ])('with %s is refused whole', async (_, text, code, params) => {
    expect(await bringIn(text)).toMatchObject({ kind: 'refused', refusal: { code, params } })
    expect(await rows()).toEqual([])
  })

  it('is brought in by finance, not by whoever asks for benefits', async () => {
    const text = 'date,currency,rate\n2026-11-25,USD,7.1'
    expect(await bringIn(text, { who: 'sales' })).toMatchObject({ kind: 'forbidden' })
    expect(await rows()).toEqual([])
  })

  it('counts from the next decision on, and the sample no more: a day without a rate has none', async () => {
    const text =
      '日期,截止日期,币种,汇率,单位\n2026-11-01,2026-11-30,USD,7.05,1\n2026-11-25,2026-11-25,JPY,4.71,100'
    expect(await bringIn(text)).toMatchObject({
      kind: 'done',
      answer: { added: 2, currencies: ['JPY', 'USD'], from: '2026-11-01', to: '2026-11-30' },
    })
    expect(await rateOf('USD', '2026-11-25')).toBe('7.0500000000')
    expect(await rateOf('JPY', '2026-11-25')).toBe('0.0471000000')
    expect(await rateOf('USD', '2026-12-01')).toBeUndefined()
    expect(await rateOf('EUR', '2026-11-25')).toBeUndefined()
    const shown = ratesOn(await rows(), '2026-11-25', 'en')
    expect(shown).toMatchObject({
      isOwn: true,
      rates: [{ currency: 'JPY' }, { currency: 'USD', rate: '7.05' }],
    })
    expect(shown.rates.map((rate) => rate.source)).toEqual(['中国外汇交易中心', '中国外汇交易中心'])
  })

  it('counts only once somebody else has confirmed it', async () => {
    const id = await filed('date,currency,rate\n2026-12-01,USD,7.2')
    expect(await rateOf('USD', '2026-12-01')).toBeUndefined()
    const own = await answered(id, company.actor('finance'))
    expect(own).toMatchObject({ refusal: { code: 'policy.rates_by_another' } })
    const machine = await answered(id, { ...systemActor, via: 'cli' })
    expect(machine).toMatchObject({ refusal: { code: 'policy.person_needed' } })
    expect(await answered(id, company.actor('sales'))).toMatchObject({ kind: 'forbidden' })
    expect(await answered(id, company.actor('compliance'))).toMatchObject({ answer: { state: 'confirmed' } })
    expect(await rateOf('USD', '2026-12-01')).toBe('7.2000000000')
    const late = await answered(id, company.actor('boss'), 'decline')
    expect(late).toMatchObject({ refusal: { code: 'policy.proposal_not_open' } })
  })

  it('that is declined brings nothing, and stays on record', async () => {
    const id = await filed('date,currency,rate\n2026-12-02,USD,0.0072')
    expect(await answered(id, company.actor('boss'), 'decline')).toMatchObject({
      answer: { state: 'declined' },
    })
    expect(await rateOf('USD', '2026-12-02')).toBeUndefined()
    const stored = await inTx((tx) => tx.sql('select state from policy.rate_file where id = $1', [id]))
    expect(stored).toEqual([{ state: 'declined' }])
  })

  it('from the command line has nobody behind it until two people have confirmed it', async () => {
    const call = {
      key: `rates-key-${n++}`,
      actor: { ...systemActor, via: 'cli' as const },
      body: { text: 'date,currency,rate\n2026-12-03,USD,7.3', source: 'x' },
      at: company.world.now(),
    }
    const [outcome] = await act(company.world.door, importRatesCommand(deps()), [call])
    if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
    const { rateFileId } = outcome.answer
    const first = await answered(rateFileId, company.actor('finance'))
    expect(first).toMatchObject({ answer: { state: 'proposed' } })
    const again = await answered(rateFileId, company.actor('finance'))
    expect(again).toMatchObject({ refusal: { code: 'policy.rates_by_another' } })
    expect(await rateOf('USD', '2026-12-03')).toBeUndefined()
    const second = await answered(rateFileId, company.actor('boss'))
    expect(second).toMatchObject({ answer: { state: 'confirmed' } })
    expect(await rateOf('USD', '2026-12-03')).toBe('7.3000000000')
  })

  it('never covers a day that has a rate, unless it says why it puts that one right', async () => {
    expect(await bringIn('date,currency,rate\n2026-11-30,USD,8')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'policy.rates_cover_twice', params: { currency: 'USD', day: '2026-11-30' } },
    })
    const before = await rows()
    const correction = '财务把 7.05 误录为 0.705'
    const text = 'date,to,currency,rate\n2026-11-20,2026-11-25,USD,7.11'
    expect(await bringIn(text, { correction })).toMatchObject({ answer: { state: 'confirmed' } })
    expect(await rateOf('USD', '2026-11-19')).toBe('7.0500000000')
    expect(await rateOf('USD', '2026-11-20')).toBe('7.1100000000')
    expect(await rateOf('USD', '2026-11-25')).toBe('7.1100000000')
    expect(await rateOf('USD', '2026-11-26')).toBe('7.0500000000')
    const shown = ratesOn(await rows(), '2026-11-25', 'en').rates.find(({ currency }) => currency === 'USD')
    expect(shown).toMatchObject({ rate: '7.11', from: '2026-11-20', to: '2026-11-25' })
    // What was there is still there: a correction adds and takes nothing away.
    expect(await rows()).toEqual(expect.arrayContaining(before))
  })

  it('a second file for a day waits until the first is answered', async () => {
    const text = 'date,currency,rate\n2027-01-04,USD,6'
    const one = await filed('date,currency,rate\n2027-01-04,USD,7')
    const wait = { refusal: { code: 'policy.rates_wait', params: { currency: 'USD', day: '2027-01-04' } } }
    expect(await file(text)).toMatchObject(wait)
    expect(await file(text, { correction: '数字抄错' })).toMatchObject(wait)
    // Of two that were filed when both could be, the second is refused once the first counts.
    const two = 'rate_filed_before00'
    await company.store([insertRow(rateFileTable, { ...(await fileOf(one)), id: two, content: text })])
    expect(await answered(one, company.actor('compliance'))).toMatchObject({ kind: 'done' })
    const second = await answered(two, company.actor('compliance'))
    expect(second).toMatchObject({ refusal: { code: 'policy.rates_cover_twice' } })
    expect(await answered(two, company.actor('compliance'), 'decline')).toMatchObject({ kind: 'done' })
  })

  it('lies in the inbox with the rate before it: a slip of the decimal shows', async () => {
    const id = await filed('date,currency,rate\n2027-01-05,USD,0.7')
    const matters = rateMatters({ ...deps(), door: company.world.door })
    const reader = {
      actor: { ...company.actor('compliance'), language: 'en' as const },
      now: company.world.now(),
    }
    const matter = (await inTx((tx) => matters.describe(tx, reader, [id]))).get(id)
    expect(matter?.changes).toEqual([
      { name: 'USD · 2027-01-05', before: '7 CNY / 1', after: '0.7 CNY / 1 (−90.0%)' },
    ])
    expect(matter?.objection).toBeUndefined()
    const own = { actor: company.actor('finance'), now: company.world.now() }
    const mine = (await inTx((tx) => matters.describe(tx, own, [id]))).get(id)
    expect(mine?.objection).toMatchObject({ code: 'policy.rates_by_another' })
    const call = { actor: company.actor('compliance'), key: `rates-key-${n++}`, at: company.world.now() }
    expect(await matters.answer(call, id, { isConfirmed: false, reason: '小数点错位' })).toMatchObject({
      kind: 'done',
    })
  })
})

describe('a file of many rates in the inbox', () => {
  it.each([
    [30, []],
    [31, [{ name: 'Not listed here', text: '1' }]],
  ])('of %i says how many it does not list', async (count, said) => {
    const days = Array.from({ length: count }, (_, i) => `2028-01-${String(i + 1).padStart(2, '0')}`)
    const id = await filed(['date,currency,rate', ...days.map((day) => `${day},GBP,9.1`)].join('\n'))
    const matters = rateMatters({ ...deps(), door: company.world.door })
    const actor = { ...company.actor('compliance'), language: 'en' as const }
    const matter = (await inTx((tx) => matters.describe(tx, { actor, now: company.world.now() }, [id]))).get(
      id,
    )
    expect(matter?.changes).toHaveLength(30)
    expect(matter?.facts.filter(({ name }) => name === 'Not listed here')).toEqual(said)
    await answered(id, company.actor('compliance'), 'decline')
  })
})

describe('of the rates that cover a day, the one that was added later counts', () => {
  const row = (rate: string, from_on: string, to_on: string, minute: number) => ({
    id: `rate_${rate}`,
    version: 1,
    currency: 'USD',
    per: 1,
    rate,
    from_on,
    to_on,
    source: 's',
    sha256: '',
    added_by: 'per',
    added_at: `2026-01-01T00:0${minute}:00.000Z`,
  })
  const days = (rows: ReturnType<typeof row>[]) =>
    ratesThatCount(rows).map(({ rate, from_on, to_on }) => `${rate} ${from_on} ${to_on}`)

  it.each([
    [
      'in its middle',
      '2026-01-10',
      '2026-01-20',
      ['7 2026-01-01 2026-01-09', '8 2026-01-10 2026-01-20', '7 2026-01-21 2026-01-31'],
    ],
    ['at its beginning', '2025-12-20', '2026-01-01', ['8 2025-12-20 2026-01-01', '7 2026-01-02 2026-01-31']],
    ['at its end', '2026-01-31', '2026-02-03', ['7 2026-01-01 2026-01-30', '8 2026-01-31 2026-02-03']],
    ['wholly', '2026-01-01', '2026-01-31', ['8 2026-01-01 2026-01-31']],
    ['beside it', '2026-02-01', '2026-02-01', ['7 2026-01-01 2026-01-31', '8 2026-02-01 2026-02-01']],
  ])('%s', (_, from, to, left) => {
    const [wrong, right] = [row('7', '2026-01-01', '2026-01-31', 1), row('8', from, to, 2)]
    expect(days([wrong, right])).toEqual(left)
    expect(days([right, wrong])).toEqual(left)
  })
})
