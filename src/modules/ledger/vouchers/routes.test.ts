import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import {
  bodyOf,
  bookedPair,
  codeOf,
  givenBenefit,
  voucherCalls,
  type VoucherCall,
} from '../../../../test/setup/voucher-calls.ts'
import { voucherDeps } from '../../../app/voucher-deps.ts'
import { actAlone } from '../../../platform/act/act.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { timelineOf } from '../../audit/index.ts'
import { loadForBooks } from '../../benefits/index.ts'
import { exportVouchers } from './export.ts'
import { voucherTable } from './tables.ts'
import { loadStandings } from './standings.ts'

let company: Company
let suzhou: string
let call: VoucherCall

beforeAll(async () => {
  company = await testCompany()
  suzhou = company.founded.entities['suzhou'] ?? ''
  call = voucherCalls(company)
  const benefit = (n: number, given: Parameters<typeof givenBenefit>[2]) => givenBenefit(company, n, given)
  await company.store([
    benefit(1, { way: 'reimbursement', value_minor: 128_050n }),
    benefit(2, { way: 'stock', value_minor: 9_900n, happened_on: '2026-11-05' }),
    benefit(3, { state: 'approved' }),
    benefit(4, { way: 'vendor', happened_on: '2026-10-09' }),
    benefit(5, { entity_id: company.founded.entities['shanghai'] ?? '' }),
    benefit(6, { way: 'on_invoice', form: 'rebate', happened_on: '2026-11-06' }),
    // What a payment order books: what was owed is paid.
    ...bookedPair(company, {
      n: 1,
      benefitId: 'ben_voucher0001',
      document: { type: 'payment_order', id: 'pay_voucher1' },
      on: '2026-11-20',
      minor: 128_050n,
      accounts: ['payable', 'paid'],
    }),
  ])
}, 60_000)
afterAll(() => company.close())

const rowsOf = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  readOnly(company.world.pool, [company.actor('finance')], (tx) => tx.sql<Row>(text, values))

const period = '2026-11'
const reason = '十一月凭证导入财务系统'
const exporting = (body: object = {}) => ({
  body: { entityId: suzhou, period, layout: 'general', kind: 'csv', reason, ...body },
})
const recording = (reference: string, number: string, on = '2026-11-24', entityId = suzhou) => ({
  body: { entityId, reference, number, on },
})
type List = { readonly items: readonly { readonly reference: string; readonly numbers: readonly object[] }[] }

async function references(selection: 'unnumbered' | 'all', month = period): Promise<string[]> {
  const query = { entityId: suzhou, period: month, selection }
  return bodyOf<List>(await call('ledger.vouchers', { query })).items.map(({ reference }) => reference)
}

const november = ['BR-2026-0001', 'BR-2026-0002', 'BR-2026-0006', 'BR-2026-0001/pay_voucher1']

describe('the vouchers of a month', () => {
  it('are those of what the entity gave and paid in it, and of nothing else', async () => {
    expect(await references('all')).toEqual(november)
    expect(await references('all', '2026-10')).toEqual(['BR-2026-0004'])
    expect(await references('all', '2026-09')).toEqual([])
  })

  it('leave as a file whose digest and reason stand in the log, and name nobody', async () => {
    const made = bodyOf<{ exportId: string; digest: string; fileName: string; vouchers: number }>(
      await call('ledger.export_vouchers', exporting()),
    )
    expect(made).toMatchObject({ vouchers: 4, fileName: 'vouchers-SZ-2026-11-general.csv' })
    const { exportId } = made
    const file = await call('ledger.voucher_file', { params: { exportId } })
    if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error('a file has bytes')
    expect(hash('sha256', file.bytes)).toBe(made.digest)
    const text = file.bytes.toString('utf8')
    expect(text.split('\r\n')[1]).toBe(
      'SZ,苏州明台装备,2026-11,2026-11-03,1,BR-2026-0001,0,1,客户权益 BR-2026-0001 礼品 确认费用,' +
        '660101,销售费用-业务招待费,CNY,1280.50,,ben_voucher0001',
    )
    expect(text).not.toMatch(/张伟|恒泰|中秋/)
    const { world } = company
    const log = await readOnly(world.pool, [company.actor('finance')], (tx) =>
      timelineOf(tx, { type: 'voucher_export', id: exportId }),
    )
    expect(log).toMatchObject([
      { operation: 'ledger.export_vouchers', reason, note: { digest: made.digest, vouchers: 4 } },
      { operation: 'ledger.record_download', note: { digest: made.digest } },
    ])
    const list = await call('ledger.voucher_exports', { query: { entityId: suzhou, period } })
    expect(bodyOf(list)['items']).toMatchObject([{ exportId, fileName: made.fileName, by: '周婷' }])
  })

  it('add up to the trial balance of their month, to the cent', async () => {
    const made = bodyOf<{ exportId: string }>(
      await call('ledger.export_vouchers', exporting({ layout: 'yonyou', kind: 'csv_gb18030' })),
    )
    const file = await call('ledger.voucher_file', { params: { exportId: made.exportId } })
    if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error('a file has bytes')
    const cells = new TextDecoder('gb18030')
      .decode(file.bytes)
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(','))
    const sum = (column: number) =>
      cells.reduce((all, row) => all + BigInt((row[column] ?? '').replace('.', '') || '0'), 0n)
    const [row] = await rowsOf<{ debit: string }>(
      `select sum(minor) filter (where minor > 0) as debit
from ledger.line
where account in ('expense', 'payable', 'paid', 'settled')
  and entity_id = $1
  and booked_on between '2026-11-01' and '2026-11-30'`,
      [suzhou],
    )
    expect([sum(8), sum(9)]).toEqual([BigInt(row?.debit ?? -1), BigInt(row?.debit ?? -1)])
  })

  it('are refused where there are none, to others than finance, and for another entity', async () => {
    expect(codeOf(await call('ledger.export_vouchers', exporting({ period: '2026-09' })))).toBe(
      'ledger.no_vouchers',
    )
    const shanghai = company.founded.entities['shanghai'] ?? ''
    const elsewhere = exporting({ entityId: shanghai })
    expect(codeOf(await call('ledger.export_vouchers', elsewhere))).toBe('access.other_entity')
    expect(await call('ledger.export_vouchers', { ...exporting(), as: 'sales' })).toMatchObject({
      status: 403,
    })
    const query = { entityId: shanghai, period }
    expect(codeOf(await call('ledger.vouchers', { query }))).toBe('access.other_entity')
  })

  it('are refused beyond what one file holds, and not at that number', async () => {
    const { world } = company
    const asked = (limit: number) =>
      actAlone(world.door, exportVouchers(voucherDeps(world), limit), {
        key: `export-limit-${limit}`,
        actor: company.actor('finance'),
        body: { ...exporting().body, layout: 'general', kind: 'csv', selection: 'all' },
        at: world.now(),
      })
    expect((await asked(4)).kind).toBe('done')
    expect(await asked(3)).toMatchObject({
      refusal: { code: 'ledger.too_many_vouchers', params: { limit: 3 } },
    })
  })
})

describe('a statutory number', () => {
  it('comes back one at a time, and ends what waits for it', async () => {
    const first = bodyOf(await call('ledger.record_voucher', recording('BR-2026-0002', '记-7')))
    expect(first).toMatchObject({ isNew: true })
    const again = bodyOf(await call('ledger.record_voucher', recording('BR-2026-0002', '记-7')))
    expect(again).toEqual({ voucherId: first['voucherId'], isNew: false })
    expect(await references('unnumbered')).toEqual(november.filter((each) => each !== 'BR-2026-0002'))
    expect(await references('all')).toEqual(november)
    const standings = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadStandings(
        tx,
        [1, 2, 3, 6].map((n) => `ben_voucher000${n}`),
        loadForBooks,
      ),
    )
    expect(Object.fromEntries(standings)).toEqual({
      // Owed to the employee, then paid by the order; no number yet.
      ben_voucher0001: { isSettled: true, isNumbered: false },
      ben_voucher0002: { isSettled: true, isNumbered: true },
      ben_voucher0006: { isSettled: true, isNumbered: false },
    })
  })

  it.each([
    ['of nobody', recordingOf('BR-2026-9999', '记-8'), 'ledger.voucher_reference_unknown'],
    [
      'of a document that is not there',
      recordingOf('BR-2026-0001/pay_x', '记-8'),
      'ledger.voucher_reference_unknown',
    ],
    ['of a sister company', recordingOf('BR-2026-0005', '记-8'), 'ledger.voucher_nothing_booked'],
    ['of what is only promised', recordingOf('BR-2026-0003', '记-8'), 'ledger.voucher_nothing_booked'],
    [
      'that differs from the one on record',
      recordingOf('BR-2026-0002', '记-8'),
      'ledger.voucher_number_taken',
    ],
    [
      'in another month, of what booked no more',
      recordingOf('BR-2026-0002', '记-8', '2026-10-31'),
      'ledger.voucher_number_taken',
    ],
    ['that a spreadsheet spoilt', recordingOf('BR-2026-0001', '1.2E+10'), 'ledger.voucher_number_spoilt'],
    ['that is none', recordingOf('BR-2026-0001', '|'), 'ledger.voucher_number_wrong'],
    ['of tomorrow', recordingOf('BR-2026-0001', '记-8', '2026-11-26'), 'ledger.voucher_in_future'],
    ['on a second day', recordingOf('BR-2026-0001', '记-7', '2026-11-23'), 'ledger.voucher_day_differs'],
    [
      'on a second day in wide letters',
      recordingOf('BR-2026-0001', '记－７', '2026-11-23'),
      'ledger.voucher_day_differs',
    ],
  ])('is refused: %s', async (_, given, code) => {
    expect(codeOf(await call('ledger.record_voucher', given()))).toBe(code)
  })

  it('is corrected by a further row with its reason, once', async () => {
    const { voucherId } = bodyOf<{ voucherId: string }>(
      await call('ledger.record_voucher', recording('BR-2026-0006', '记-9')),
    )
    const correct = (body: object, id = voucherId) =>
      call('ledger.correct_voucher', { params: { voucherId: id }, body: { reason: '原号登记有误', ...body } })
    expect(codeOf(await correct({ number: '记-9', on: '2026-11-24' }))).toBe('ledger.voucher_same')
    expect(codeOf(await correct({ number: '记-7', on: '2026-11-20' }))).toBe('ledger.voucher_day_differs')
    expect(codeOf(await correct({ number: '12.5', on: '2026-11-24' }))).toBe('ledger.voucher_number_spoilt')
    expect(codeOf(await correct({ number: '记-19', on: '2026-11-24' }, 'vch_nobody0'))).toBe(
      'platform.not_found',
    )
    const answer = bodyOf<{ voucherId: string }>(await correct({ number: '记-19', on: '2026-11-23' }))
    expect(codeOf(await correct({ number: '记-20', on: '2026-11-24' }))).toBe('ledger.voucher_replaced')
    const query = { entityId: suzhou, period, selection: 'all' }
    const { items } = bodyOf<List>(await call('ledger.vouchers', { query }))
    expect(items.find(({ reference }) => reference === 'BR-2026-0006')?.numbers).toEqual([
      { voucherId: answer.voucherId, number: '记-19', on: '2026-11-23' },
    ])
  })

  it('is another one where the document booked again in a later month', async () => {
    const body = (number: string, on: string) => recording('BR-2026-0004', number, on)
    expect(bodyOf(await call('ledger.record_voucher', body('记-1', '2026-10-31')))).toMatchObject({
      isNew: true,
    })
    const taken = body('记-2', '2026-11-20')
    expect(codeOf(await call('ledger.record_voucher', taken))).toBe('ledger.voucher_number_taken')
    // In November it turns out that the benefit of October was worth less.
    await company.store(
      bookedPair(company, {
        n: 2,
        benefitId: 'ben_voucher0004',
        document: { type: 'request', id: 'req_voucher4' },
        on: '2026-11-12',
        minor: -100n,
        accounts: ['expense', 'payable'],
      }),
    )
    expect(await references('unnumbered')).toContain('BR-2026-0004/2026-11')
    expect(codeOf(await call('ledger.record_voucher', body('记-2', '2026-11-11')))).toBe(
      'ledger.voucher_before_booking',
    )
    expect(bodyOf(await call('ledger.record_voucher', taken))).toMatchObject({ isNew: true })
    expect(await references('unnumbered')).not.toContain('BR-2026-0004/2026-11')
  })
})

function recordingOf(reference: string, number: string, on?: string) {
  return () => recording(reference, number, on)
}

describe('a file of statutory numbers', () => {
  const file = [
    '业务参考号,凭证号,凭证日期',
    'BR-2026-0001,记-31,2026-11-24',
    'BR-2026-0001/pay_voucher1,记-32,2026-11-24',
    'BR-2026-0001,记-33,2026-11-24',
    'BR-2026-0002,记-7,2026-11-24',
    'BR-2026-8888,记-34,2026-11-24',
    'BR-2026-0003,1.2E+10,2026-11-24',
    'BR-2026-0003,记-31,2026-11-23',
  ].join('\n')
  const importing = (text: string | Buffer, more: object = {}) =>
    call('ledger.import_vouchers', { body: { entityId: suzhou }, file: text, ...more })

  it('is taken row by row; wrong, unknown and double ones are refused with their reasons', async () => {
    const answer = bodyOf<{ problems: { line: number; code: string; reason: string; repair: string }[] }>(
      await importing(file),
    )
    expect(answer).toMatchObject({ rows: 7, recorded: 2, known: 1, refused: 4 })
    expect(answer.problems.map(({ line, code }) => [line, code])).toEqual([
      [4, 'ledger.voucher_number_taken'],
      [6, 'ledger.voucher_reference_unknown'],
      [7, 'ledger.voucher_number_spoilt'],
      [8, 'ledger.voucher_nothing_booked'],
    ])
    expect(answer.problems[0]).toMatchObject({ reason: '这张凭证已登记凭证号 记-31（2026-11-24）。' })
    const kept = await rowsOf(
      `select number, digest, source from ledger.voucher where source = 'file' order by number`,
    )
    const digest = hash('sha256', Buffer.from(file))
    expect(kept).toEqual([
      { number: '记-31', digest, source: 'file' },
      { number: '记-32', digest, source: 'file' },
    ])
  })

  it('changes nothing when it comes again', async () => {
    const count = () => rowsOf('select count(*)::text as count from ledger.voucher')
    const before = await count()
    expect(bodyOf(await importing(file))).toMatchObject({ recorded: 0, known: 3, refused: 4 })
    expect(await count()).toEqual(before)
    expect(before).not.toEqual([{ count: '0' }])
  })

  it('is refused whole where it is none, and to others than finance', async () => {
    expect(codeOf(await call('ledger.import_vouchers', { body: { entityId: suzhou } }))).toBe(
      'ledger.no_voucher_file',
    )
    expect(codeOf(await importing('%PDF-1.7'))).toBe('imports.not_a_table')
    expect(codeOf(await importing('a,b\n1,2\n'))).toBe('ledger.voucher_column_missing')
    expect(await importing(file, { as: 'sales' })).toMatchObject({ status: 403 })
    const shanghai = { body: { entityId: company.founded.entities['shanghai'] ?? '' } }
    expect(codeOf(await importing(file, shanghai))).toBe('access.other_entity')
  })
})

describe('the chart', () => {
  const setting = (code: string, more: object = {}) => ({
    body: { entityId: suzhou, account: 'expense', about: 'rebate', code, name: '销售折让', reason, ...more },
  })
  const line = async () => {
    const { items } = bodyOf<{ items: { account: string; about: string }[] }>(
      await call('ledger.chart', { query: { entityId: suzhou } }),
    )
    return items.find(({ account, about }) => account === 'expense' && about === 'rebate')
  }

  it('is proposed, and set by finance with its reason, as often as needed', async () => {
    expect(await line()).toMatchObject({ code: '600102', isOwn: false })
    expect(bodyOf(await call('ledger.set_chart', setting('6001.02')))).toMatchObject({ code: '6001.02' })
    expect(bodyOf(await call('ledger.set_chart', setting('600103')))).toMatchObject({ code: '600103' })
    expect(await line()).toMatchObject({ code: '600103', name: '销售折让', isOwn: true })
  })

  it('is not set for an entity that finance does not serve', async () => {
    const elsewhere = setting('1', { entityId: company.founded.entities['shanghai'] ?? '' })
    expect(codeOf(await call('ledger.set_chart', elsewhere))).toBe('access.other_entity')
    expect(await call('ledger.set_chart', { ...setting('1'), as: 'sales' })).toMatchObject({ status: 403 })
  })
})

it('counts for a benefit where it is of its own voucher, and not of a payment or a tax', async () => {
  await company.store([givenBenefit(company, 9, { happened_on: '2026-11-09', way: 'stock' })])
  const benefit_id = 'ben_voucher0009'
  const standing = () =>
    readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadStandings(tx, [benefit_id], loadForBooks),
    )
  const numbered = (document_type: string, document_id: string, number: string) =>
    company.store([
      insertRow(voucherTable, {
        id: company.world.newId('voucher'),
        entity_id: suzhou,
        benefit_id,
        document_type,
        document_id,
        number,
        voucher_date: '2026-11-20',
        source: 'entry',
        digest: null,
        replaces: null,
        reason: null,
        recorded_by: company.actor('finance').personId,
        recorded_at: company.world.now(),
        period: null,
        part: null,
      }),
    ])
  await numbered('payment_order', 'pay_voucher9', '记-91')
  await numbered('tax_charge', 'tax_voucher9', '记-92')
  expect((await standing()).get(benefit_id)?.isNumbered).toBe(false)
  await numbered('benefit', benefit_id, '记-93')
  expect((await standing()).get(benefit_id)?.isNumbered).toBe(true)
})
