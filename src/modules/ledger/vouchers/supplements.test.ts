import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import {
  bodyOf,
  bookedPair,
  codeOf,
  givenBenefit,
  voucherCalls,
  type VoucherCall,
} from '../../../../test/setup/voucher-calls.ts'
import { periodDeps } from '../../../app/ledger-deps.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { benefitTable, loadBenefits, loadForBooks } from '../../benefits/index.ts'
import { recordedNumbers } from './recorded.ts'
import { loadStandings } from './standings.ts'
import { voucherTable } from './tables.ts'

// What a document books after its voucher left or had its number is a voucher of its own (补充凭证), so that
// the lawful books end where ours do. The clock of the company stands still: nothing here goes by the time.

let company: Company
let suzhou: string
let call: VoucherCall
let n = 0

beforeAll(async () => {
  company = await testCompany()
  suzhou = company.founded.entities['suzhou'] ?? ''
  call = voucherCalls(company)
}, 60_000)
afterAll(() => company.close())

const period = '2026-11'
type Item = {
  readonly reference: string
  readonly on: string
  readonly occasion: string
  readonly total: { readonly minor: string }
  readonly isSupplement: boolean
  readonly isNumbered: boolean
  readonly numbers: readonly { readonly voucherId: string; readonly number: string }[]
  readonly leftAt?: string
}
type Left = { readonly fileName: string; readonly vouchers: number }

async function listed(selection: 'unnumbered' | 'all' = 'unnumbered', month = period) {
  const query = { entityId: suzhou, period: month, selection }
  return bodyOf<{ items: readonly Item[]; left: readonly Left[] }>(await call('ledger.vouchers', { query }))
}

/** The vouchers of one benefit that wait, as `reference amount`. */
async function waiting(month = period): Promise<string[]> {
  const { items } = await listed('unnumbered', month)
  return items
    .filter(({ reference }) => reference.startsWith(named()))
    .map(({ reference, total }) => `${reference} ${total.minor}`)
}

async function exported(body: object = {}) {
  const given = { entityId: suzhou, period, layout: 'yonyou', kind: 'csv', reason: '导入财务系统', ...body }
  const answer = await call('ledger.export_vouchers', { body: given })
  const made = bodyOf<{ exportId: string; leftBefore: readonly Left[] }>(answer)
  const file = await call('ledger.voucher_file', { params: { exportId: made.exportId } })
  if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error('a file has bytes')
  return { ...made, bytes: file.bytes, text: file.bytes.toString('utf8') }
}

const recorded = (reference: string, number: string, on = '2026-11-25') =>
  call('ledger.record_voucher', { body: { entityId: suzhou, reference, number, on } })

const named = () => `BR-2026-000${n}`
const benefitId = () => `ben_voucher000${n}`

async function changed(patch: Parameters<typeof updateRow<typeof benefitTable.columns>>[2]): Promise<void> {
  const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    loadBenefits(tx, [benefitId()]),
  )
  await company.store([...found.values()].map((row) => updateRow(benefitTable, row, patch)))
}

const standing = async () =>
  (
    await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadStandings(tx, [benefitId()], loadForBooks),
    )
  ).get(benefitId())

/** What a payment books on a day, or takes back of it. */
const pays = (part: string, on: string, minor: bigint) =>
  bookedPair(company, {
    n: `pays${n}${part}`,
    benefitId: benefitId(),
    document: { type: 'payment_order', id: `pay_pays${n}` },
    on,
    minor,
    accounts: ['payable', 'paid'],
  })

/** The dinner of each test is its own. */
beforeEach(async () => {
  n += 1
  await company.store([givenBenefit(company, n, { value_minor: 100_000n, happened_on: '2026-11-05' })])
})

describe('what is booked after a voucher', () => {
  it('was numbered, and takes all of it back, is a voucher with its own number', async () => {
    bodyOf(await recorded(named(), `记-${n}09`))
    expect(await waiting()).toEqual([])
    expect(await standing()).toMatchObject({ isNumbered: true })
    await changed({ state: 'reversed' })
    expect(await waiting()).toEqual([`${named()}/2026-11-2 100000`])
    expect(await standing()).toMatchObject({ isNumbered: false })
    const { items } = await listed('all')
    expect(items.filter(({ reference }) => reference.startsWith(named()))).toMatchObject([
      { reference: named(), isSupplement: false, isNumbered: true, total: { minor: '100000' } },
      { isSupplement: true, isNumbered: false, occasion: '冲回（补充）', numbers: [] },
    ])
    expect((await exported()).text).toContain('冲回（补充）')
    bodyOf(await recorded(`${named()}/2026-11-2`, `记-${n}10`))
    expect(await waiting()).toEqual([])
    expect(await standing()).toMatchObject({ isNumbered: true })
  })

  it('was numbered, and corrects it, holds exactly the difference', async () => {
    bodyOf(await recorded(named(), `记-${n}09`))
    await changed({ value_minor: 60_000n })
    expect(await waiting()).toEqual([`${named()}/2026-11-2 40000`])
    // The reference of the first one is taken, and the refusal says where to look.
    const taken = await recorded(named(), `记-${n}10`)
    expect(codeOf(taken)).toBe('ledger.voucher_number_taken')
    await changed({ value_minor: 70_000n })
    expect(await waiting()).toEqual([`${named()}/2026-11-2 30000`])
    bodyOf(await recorded(`${named()}/2026-11-2`, `记-${n}10`))
    await changed({ value_minor: 75_000n })
    expect(await waiting()).toEqual([`${named()}/2026-11-3 5000`])
    const numbers = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      recordedNumbers(tx, { entityId: suzhou, from: '2026-11-01', until: '2026-11-30', currency: 'CNY' }),
    )
    const own = numbers.filter((row) => row.benefitId === benefitId())
    // What a supplement takes off stands in red in many books, so no amount of it is looked for.
    expect(own.map(({ number, minor }) => [number, minor])).toEqual([
      [`记-${n}09`, 100_000n],
      [`记-${n}10`, undefined],
    ])
  })

  it('left in a file, is one, and the number that comes back is of what left', async () => {
    const { text } = await exported()
    expect(text).toContain(`1000.00`)
    await changed({ state: 'reversed' })
    expect(await waiting()).toEqual([`${named()} 100000`, `${named()}/2026-11-2 100000`])
    bodyOf(await recorded(named(), `记-${n}09`))
    expect(await waiting()).toEqual([`${named()}/2026-11-2 100000`])
  })

  it('left in a file that nobody took in, leaves once more beside it, and the file is told', async () => {
    await exported()
    await changed({ state: 'reversed' })
    const own = (await listed()).items.filter(({ reference }) => reference.startsWith(named()))
    expect(own.map(({ leftAt }) => leftAt !== undefined)).toEqual([true, false])
    const again = await exported()
    expect(again.text.split('\r\n').filter((row) => row.includes(named()))).toHaveLength(4)
    expect(again.leftBefore.at(-1)).toMatchObject({ fileName: 'vouchers-SZ-2026-11-yonyou.csv' })
    const told = (await listed()).left.reduce((sum, { vouchers }) => sum + vouchers, 0)
    expect(told).toBe((await listed()).items.length)
  })

  it('was numbered, keeps the checklist of its month open until it has its own number', async () => {
    const { checks } = periodDeps(company.world)
    const of = { entityId: suzhou, month: period, until: '2026-11-30' }
    const count = () =>
      readOnly(company.world.pool, [company.actor('finance')], (tx) => checks.vouchers_changed(tx, of))
    const before = await count()
    bodyOf(await recorded(named(), `记-${n}09`))
    expect(await count()).toBe(before)
    await changed({ state: 'reversed' })
    expect(await count()).toBe(before + 1)
    bodyOf(await recorded(`${named()}/2026-11-2`, `记-${n}10`))
    expect(await count()).toBe(before)
  })

  it('never left or was numbered, leaves no voucher where it comes to nothing', async () => {
    await changed({ state: 'reversed' })
    expect(await waiting()).toEqual([])
  })

  it('of a payment was numbered, turns it round where the bank returns it', async () => {
    const pay = (part: string, minor: bigint) =>
      bookedPair(company, {
        n: `back${n}${part}`,
        benefitId: benefitId(),
        document: { type: 'payment_order', id: `pay_back${n}` },
        on: '2026-11-20',
        minor,
        accounts: ['payable', 'paid'],
      })
    await company.store(pay('a', 100_000n))
    const reference = `${named()}/pay_back${n}`
    bodyOf(await recorded(reference, `记-${n}20`))
    await company.store(pay('b', -100_000n))
    expect(await waiting()).toEqual([`${named()} 100000`, `${reference}/2026-11-2 100000`])
  })

  it('was numbered, is corrected as part of its own voucher alone', async () => {
    bodyOf(await recorded(named(), `记-${n}09`))
    await changed({ value_minor: 60_000n })
    const { items } = await listed('all')
    const [first] = items.find(({ reference }) => reference === named())?.numbers ?? []
    const correct = (on: string) =>
      call('ledger.correct_voucher', {
        params: { voucherId: first?.voucherId },
        body: { number: `记-${n}19`, on, reason: '原号登记有误' },
      })
    expect(codeOf(await correct('2026-11-04'))).toBe('ledger.voucher_before_booking')
    bodyOf(await correct('2026-11-24'))
    expect(await waiting()).toEqual([`${named()}/2026-11-2 40000`])
  })
})

it('a number of an earlier build is corrected as that of the first voucher that it covers', async () => {
  const document = { type: 'benefit', id: benefitId() }
  const pair = { n: `first${n}`, benefitId: benefitId(), document, on: '2026-10-20', minor: 5_000n }
  await company.store(bookedPair(company, { ...pair, accounts: ['expense', 'payable'] }))
  const given = { entity_id: suzhou, benefit_id: benefitId(), source: 'entry', number: `记-${n}01` }
  const nothing = { digest: null, replaces: null, reason: null, period: null, part: null }
  const [id, by] = [company.world.newId('voucher'), company.actor('finance').personId]
  await company.store([
    insertRow(voucherTable, {
      ...given,
      ...nothing,
      id,
      document_type: document.type,
      document_id: document.id,
      voucher_date: '2026-11-20',
      recorded_by: by,
      recorded_at: company.world.now(),
    }),
  ])
  const body = { number: `记-${n}02`, on: '2026-11-24', reason: '原号登记有误' }
  bodyOf(await call('ledger.correct_voucher', { params: { voucherId: id }, body }))
  const rows = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    tx.sql('select period from ledger.voucher where replaces = $1', [id]),
  )
  expect(rows).toEqual([{ period: '2026-10' }])
})

describe('the day of a number', () => {
  it.each(['2026-11-04', '2026-10-31', '1999-01-01'])('%s is refused before the booking', async (on) => {
    const answer = await recorded(named(), `记-${n}`, on)
    expect(answer).toMatchObject({
      refusal: { code: 'ledger.voucher_before_booking', params: { day: on, booked: '2026-11-05' } },
    })
    bodyOf(await recorded(named(), `记-${n}`, '2026-11-05'))
  })

  it('may lie in the next month, whose own voucher still leaves and has its own number', async () => {
    n += 1
    await company.store([givenBenefit(company, n, { value_minor: 100_000n, happened_on: '2026-10-09' })])
    bodyOf(await recorded(named(), `记-${n}03`, '2026-11-03'))
    expect(await waiting('2026-10')).toEqual([])
    await changed({ state: 'reversed' })
    expect(await waiting()).toEqual([`${named()}/2026-11 100000`])
    // Finance of an earlier build knows it without its month.
    bodyOf(await recorded(named(), `记-${n}04`))
    expect(await waiting()).toEqual([])
  })
})

describe('a number without a month', () => {
  it('is of what left, also where its payment was booked in an earlier month since then', async () => {
    await company.store(pays('a', '2026-11-20', 100_000n))
    await exported()
    // The bank says another day: the payment is taken off November and put into October.
    await company.store([...pays('b', '2026-11-20', -100_000n), ...pays('c', '2026-10-30', 100_000n)])
    const reference = `${named()}/pay_pays${n}`
    // A day on which October alone could have it: finance does not know that voucher yet.
    const early = await recorded(reference, `记-${n}29`, '2026-10-31')
    expect(codeOf(early)).toBe('ledger.voucher_before_booking')
    bodyOf(await recorded(reference, `记-${n}30`))
    expect(await waiting('2026-10')).toEqual([`${reference} 100000`])
    expect(await waiting()).toEqual([`${named()} 100000`, `${reference}/2026-11-2 100000`])
    expect((await exported({ period: '2026-10' })).text).toContain(reference)
    bodyOf(await recorded(reference, `记-${n}31`, '2026-10-31'))
    expect(await waiting('2026-10')).toEqual([])
  })

  it('is refused where vouchers of two months left without one, and taken with its month', async () => {
    await company.store(pays('a', '2026-11-20', 40_000n))
    await exported()
    await company.store(pays('b', '2026-10-30', 60_000n))
    await exported({ period: '2026-10' })
    const reference = `${named()}/pay_pays${n}`
    expect(await recorded(reference, `记-${n}30`)).toMatchObject({
      refusal: {
        code: 'ledger.voucher_month_unclear',
        params: { references: `${reference}/2026-10, ${reference}/2026-11` },
      },
    })
    // A day on which one of them had booked nothing tells them apart, and so does the month itself.
    bodyOf(await recorded(reference, `记-${n}31`, '2026-10-31'))
    bodyOf(await recorded(`${reference}/2026-11`, `记-${n}30`))
    expect([await waiting('2026-10'), await waiting()]).toEqual([[], [`${named()} 100000`]])
  })

  it('is of the earlier one where the later one left with its month', async () => {
    await company.store([...pays('a', '2026-10-20', 60_000n), ...pays('b', '2026-11-20', 40_000n)])
    await exported({ period: '2026-10' })
    await exported()
    const reference = `${named()}/pay_pays${n}`
    bodyOf(await recorded(reference, `记-${n}30`))
    expect(await waiting('2026-10')).toEqual([])
    expect(await waiting()).toContain(`${reference}/2026-11 40000`)
  })

  it('is of no month in which what was booked was taken back', async () => {
    await company.store([
      ...pays('a', '2026-10-20', 100_000n),
      ...pays('b', '2026-10-20', -100_000n),
      ...pays('c', '2026-11-20', 100_000n),
    ])
    const reference = `${named()}/pay_pays${n}`
    expect(await waiting()).toEqual([`${named()} 100000`, `${reference}/2026-11 100000`])
    bodyOf(await recorded(reference, `记-${n}30`))
    expect(await waiting()).toEqual([`${named()} 100000`])
  })

  it('is refused in words where all that was booked was taken back', async () => {
    await changed({ state: 'reversed' })
    expect(codeOf(await recorded(named(), `记-${n}30`))).toBe('ledger.voucher_nothing_booked')
  })
})

it('a benefit whose accounts have one code in the chart has no voucher and waits for no number', async () => {
  const setting = (account: string, about: string, code: string) =>
    call('ledger.set_chart', {
      body: { entityId: suzhou, account, about, code, name: '共用科目', reason: '两个科目合用' },
    })
  n += 1
  await company.store([givenBenefit(company, n, { way: 'stock', happened_on: '2026-11-05' })])
  expect(await standing()).toMatchObject({ isSettled: true, isNumbered: false })
  bodyOf(await setting('settled', 'stock', '660101'))
  expect(await waiting()).toEqual([])
  expect(await standing()).toMatchObject({ isSettled: true, isNumbered: true })
  expect(codeOf(await recorded(named(), `记-${n}30`))).toBe('ledger.voucher_nothing_booked')
  bodyOf(await setting('settled', 'stock', '1405'))
  expect(await standing()).toMatchObject({ isNumbered: false })
})

describe('a file of vouchers that comes back as it left', () => {
  const importing = (file: string | Buffer) =>
    call('ledger.import_vouchers', { body: { entityId: suzhou }, file })

  it.each(['yonyou', 'kingdee', 'general'])('is no file of numbers (%s)', async (layout) => {
    const { bytes } = await exported({ layout })
    expect(codeOf(await importing(bytes))).toBe('ledger.voucher_file_is_ours')
    expect(await waiting()).toEqual([`${named()} 100000`])
  })

  it('is none either where a spreadsheet has saved it anew, or only a part of it', async () => {
    const { text } = await exported({ selection: 'all' })
    const [heading = '', ...rows] = text.split('\r\n')
    const saved = (some: readonly string[]) => [heading, ...some, '', ''].join('\n')
    const own = rows.filter((row) => row.endsWith(named()))
    expect(own).toHaveLength(2)
    for (const some of [rows, own]) {
      expect(await importing(saved(some))).toMatchObject({
        refusal: {
          code: 'ledger.voucher_numbers_are_places',
          params: { file: 'vouchers-SZ-2026-11-yonyou.csv' },
        },
      })
    }
    // With the numbers of the finance system the same file is taken.
    const given = own.map((row) => row.replace(/,记,\d+,/, ',记,9001,'))
    expect(bodyOf(await importing(saved(given)))).toMatchObject({ rows: 2, recorded: 1, known: 1 })
    expect(await waiting()).toEqual([])
  })
})
