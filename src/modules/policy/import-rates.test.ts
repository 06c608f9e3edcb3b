import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { importRatesCommand } from './import-rates.ts'
import { ratesOn } from './routes-rates.ts'
import { loadRates } from './store-rates.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

async function bringIn(text: string, source = '中国外汇交易中心', who = 'finance') {
  const call = {
    key: `rates-key-${n++}`,
    actor: company.actor(who),
    body: { text, source },
    at: company.world.now(),
  }
  const [outcome] = await act(company.world.door, importRatesCommand(company.world.newId), [call])
  return outcome
}

const inTx = <T>(work: Parameters<typeof readOnly<T>>[2]) =>
  readOnly(company.database.pool('app', 2), [company.actor('finance')], work)

const rateOf = (base: string, on: string) =>
  inTx(async (tx) => (await company.world.requests.policy(tx)).rates(base, 'CNY', on)?.rate)

const rows = () => inTx(loadRates)

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
    expect(await bringIn(text, 'x', 'sales')).toMatchObject({ kind: 'forbidden' })
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

  it('never covers a day that has a rate: what a decision used stays what it was', async () => {
    expect(await bringIn('date,currency,rate\n2026-11-30,USD,8')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'policy.rates_cover_twice', params: { currency: 'USD', day: '2026-11-30' } },
    })
    expect(await bringIn('date,currency,rate\n2026-12-01,USD,7.2')).toMatchObject({ kind: 'done' })
    expect(await rateOf('USD', '2026-12-01')).toBe('7.2000000000')
  })
})
