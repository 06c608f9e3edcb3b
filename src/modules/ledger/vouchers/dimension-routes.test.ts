import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import {
  bodyOf,
  bookedPair,
  codeOf,
  givenBenefit,
  voucherCalls,
  type VoucherCall,
} from '../../../../test/setup/voucher-calls.ts'
import { eventTable } from '../../deals/tables.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { timelineOf } from '../../audit/index.ts'

let company: Company
let calls: PaymentCalls
let suzhou: string
let shanghai: string
let sales: string
let unit: string
let call: VoucherCall

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  suzhou = company.founded.entities['suzhou'] ?? ''
  shanghai = company.founded.entities['shanghai'] ?? ''
  sales = company.founded.people['sales'] ?? ''
  call = voucherCalls(company)
  const units = await rowsOf<{ id: string }>('select id from access.unit order by code limit 1')
  unit = units[0]?.id ?? ''
  await company.store([
    givenBenefit(company, 1, { ...numbered(1), value_minor: 128_050n, unit_id: unit }),
    givenBenefit(company, 2, { ...numbered(2), way: 'stock', unit_id: unit, customer_id: null }),
  ])
}, 60_000)
afterAll(async () => {
  calls.close()
  await company.close()
})

const rowsOf = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  readOnly(company.world.pool, [company.actor('finance')], (tx) => tx.sql<Row>(text, values))

const numbered = (n: number) => ({ number: `BR-2026-900${n}` })
const period = '2026-11'
const reason = '财务系统要求辅助核算'
const exporting = (body: object = {}) =>
  call('ledger.export_vouchers', {
    body: { entityId: suzhou, period, layout: 'yonyou', kind: 'csv', reason, selection: 'all', ...body },
  })
const carrying = (code: string, dimensions: readonly string[], body: object = {}) =>
  call('ledger.set_account_dimensions', { body: { entityId: suzhou, code, dimensions, reason, ...body } })
const coding = (kind: string, subject: string, code: string, body: object = {}) =>
  call('ledger.set_dimension_code', { body: { entityId: suzhou, kind, subject, code, reason, ...body } })

type List = {
  readonly accounts: readonly { readonly code: string; readonly dimensions: readonly string[] }[]
  readonly codes: readonly object[]
  readonly missing: readonly { readonly kind: string; readonly subjectId: string }[]
}
const listed = async (query: object = { period }) =>
  bodyOf<List>(await call('ledger.dimensions', { query: { entityId: suzhou, ...query } }))

async function textOf(body: object = {}): Promise<string> {
  const { exportId } = bodyOf<{ exportId: string }>(await exporting(body))
  const file = await call('ledger.voucher_file', { params: { exportId } })
  if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error('a file has bytes')
  return file.bytes.toString('utf8')
}

describe('what an account carries', () => {
  it('is nothing until finance says so, and then stands in the log with its reason', async () => {
    expect(await textOf()).not.toContain('部门编码')
    const { accounts } = await listed()
    expect(accounts.every(({ dimensions }) => dimensions.length === 0)).toBe(true)
    expect(accounts.filter(({ code }) => code === '660101')).toHaveLength(1)
    const set = await carrying('660101', ['customer', 'department', 'customer'])
    expect(bodyOf(set)).toEqual({ code: '660101', dimensions: ['department', 'customer'] })
    const log = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      timelineOf(tx, { type: 'account_dimension', id: suzhou }),
    )
    expect(log).toMatchObject([{ operation: 'ledger.set_account_dimensions', reason }])
  })

  it('is set for accounts of its vouchers, by finance of the entity', async () => {
    expect(codeOf(await carrying('9999', ['vendor']))).toBe('ledger.account_not_in_chart')
    expect(codeOf(await carrying('660101', [], { entityId: shanghai }))).toBe('access.other_entity')
    const body = { entityId: suzhou, code: '660101', dimensions: [], reason }
    const asSales = await call('ledger.set_account_dimensions', { body, as: 'sales' })
    expect(asSales).toMatchObject({ status: 403 })
  })
})

describe('codes of the finance system', () => {
  it('are asked for by name, and no voucher leaves without them', async () => {
    expect((await listed()).missing).toMatchObject([
      { kind: 'department', subjectId: unit, references: ['BR-2026-9001', 'BR-2026-9002'] },
      { kind: 'customer', subjectId: '-', name: '无', references: ['BR-2026-9002'] },
      { kind: 'customer', subjectId: parties.dealer, references: ['BR-2026-9001'] },
    ])
    const answer = await exporting()
    expect(answer).toMatchObject({
      refusal: { code: 'ledger.dimension_codes_missing', params: { vouchers: 2, count: 3 } },
    })
    if (answer.kind !== 'refused') throw new Error('it was refused')
    expect(String(answer.refusal.params['missing_zh'])).toContain('客户 无（BR-2026-9002）')
    // Nothing half: no file was made.
    expect(await rowsOf(`select 1 from ledger.voucher_export where layout = 'yonyou'`)).toHaveLength(1)
    expect(codeOf(await exporting({ holds: true }))).toBe('ledger.dimension_codes_missing')
  })

  it('are set by identifier or whole name, by finance of the entity, and taken away again', async () => {
    expect(bodyOf(await coding('department', unit, '01'))).toEqual({
      kind: 'department',
      subjectId: unit,
      code: '01',
    })
    expect(codeOf(await coding('customer', '没有这家公司', 'C1'))).toBe('ledger.dimension_unknown')
    expect(codeOf(await coding('customer', parties.dealer, 'C/1'))).toBe('ledger.dimension_code_wrong')
    const elsewhere = await coding('customer', parties.dealer, 'C1', { entityId: shanghai })
    expect(codeOf(elsewhere)).toBe('access.other_entity')
    const body = { entityId: suzhou, kind: 'vendor', subject: '-', code: 'V', reason }
    expect(await call('ledger.set_dimension_code', { body, as: 'sales' })).toMatchObject({ status: 403 })
    bodyOf(await coding('vendor', '-', 'V00'))
    expect((await listed({ kind: 'vendor' })).codes).toEqual([
      { kind: 'vendor', subjectId: '-', name: '无', code: 'V00' },
    ])
    bodyOf(await coding('vendor', '-', ''))
    expect((await listed({ kind: 'vendor' })).codes).toEqual([])
  })

  it('let out what is complete and hold the rest where that is asked for', async () => {
    bodyOf(await coding('customer', parties.dealer, 'C001'))
    expect((await listed()).missing).toMatchObject([{ kind: 'customer', subjectId: '-' }])
    expect(codeOf(await exporting())).toBe('ledger.dimension_codes_missing')
    expect(bodyOf(await exporting({ holds: true }))).toMatchObject({ vouchers: 1, held: 1 })
    bodyOf(await coding('customer', '-', 'C999'))
    const text = await textOf()
    expect(text).toContain('BR-2026-9001,01,,C001,,')
    expect(text).toContain('BR-2026-9002,01,,C999,,')
  })
})

it('a document in two currencies is held as a whole where one of its vouchers lacks a code', async () => {
  const document = { type: 'payment_order', id: 'pay_currencies' }
  const pair = { benefitId: 'ben_voucher0001', document, on: '2026-11-20', minor: 10_000n }
  bodyOf(await carrying('224102', ['employee']))
  expect(bodyOf(await exporting({ holds: true }))).toMatchObject({ vouchers: 1, held: 1 })
  await company.store([
    ...bookedPair(company, { ...pair, n: 'cny', accounts: ['payable', 'expense'] }),
    ...bookedPair(company, { ...pair, n: 'eur', accounts: ['expense', 'paid'], currency: 'EUR' }),
  ])
  expect(bodyOf(await exporting({ holds: true }))).toMatchObject({ vouchers: 1, held: 3 })
  const fixed = `select 1 from ledger.fixed_voucher where document_id = 'pay_currencies'`
  expect(await rowsOf(fixed)).toEqual([])
  bodyOf(await carrying('224102', []))
  expect(bodyOf(await exporting({ holds: true }))).toMatchObject({ vouchers: 4, held: 0 })
  expect(await rowsOf(fixed)).toHaveLength(2)
})

describe('a list of codes', () => {
  const importing = (text: string, more: object = {}) =>
    call('ledger.import_dimension_codes', { body: { entityId: suzhou, reason }, file: text, ...more })
  type Report = { readonly problems: readonly { readonly line: number; readonly code: string }[] }

  it('is taken row by row; wrong, unknown and double ones are refused, each with its reason', async () => {
    const list = [
      '类别,对象,编码',
      '客户,苏州恒泰精密机械有限公司,C002',
      `职员,${sales},E01`,
      '部门,没有这个部门,02',
      `客户,${parties.dealer},C003`,
      '供应商,无,V00',
      '仓库,苏州,W1',
      `employee,${sales},E01`,
      `职员,${company.founded.people['finance']},1.2E+10`,
      '客户,,C9',
    ].join('\n')
    const report = bodyOf<Report>(await importing(list))
    expect(report).toMatchObject({ rows: 9, recorded: 3, known: 1, refused: 5 })
    expect(report.problems.map(({ line, code }) => [line, code])).toEqual([
      [4, 'ledger.dimension_unknown'],
      [5, 'ledger.dimension_twice'],
      [7, 'ledger.dimension_kind_unknown'],
      [9, 'ledger.dimension_code_wrong'],
      [10, 'ledger.dimension_subject_missing'],
    ])
    expect((await listed({ kind: 'customer' })).codes).toContainEqual(
      expect.objectContaining({ subjectId: parties.dealer, code: 'C002' }),
    )
    expect(bodyOf(await importing(list))).toMatchObject({ recorded: 0, known: 4, refused: 5 })
  })

  it('names one of ours only, and is no longer than a finance system has', async () => {
    const held = (id: string) => ({
      country: 'CN',
      place: null,
      from_on: '2026-11-01',
      until_on: '2026-11-02',
      id,
    })
    await company.store(
      ['event_first0000000', 'event_second000000'].map((id) =>
        insertRow(eventTable, { ...held(id), title: '年度客户会' }),
      ),
    )
    expect(codeOf(await coding('project', '年度客户会', 'P1'))).toBe('ledger.dimension_ambiguous')
    expect(bodyOf(await coding('project', 'event_first0000000', 'P1'))).toMatchObject({ code: 'P1' })
    const long = Array.from({ length: 20_001 }, (_, i) => `职员,x,${i}`).join('\n')
    expect(codeOf(await importing(long))).toBe('ledger.dimension_file_too_long')
  })

  it('may be pasted without a heading, and be cut by tabs', async () => {
    expect(bodyOf(await importing(`职员\t${sales}\tE02\n职员\t${sales}\tE02`))).toMatchObject({
      recorded: 1,
      known: 1,
    })
  })

  it('is refused whole where it is none, and to others than finance', async () => {
    const body = { entityId: suzhou, reason }
    expect(codeOf(await call('ledger.import_dimension_codes', { body }))).toBe('ledger.no_code_file')
    expect(codeOf(await importing('类别,对象,编码\n'))).toBe('ledger.dimension_file_empty')
    expect(codeOf(await importing('%PDF-1.7'))).toBe('imports.not_a_table')
    expect(await importing('职员,x,1', { as: 'sales' })).toMatchObject({ status: 403 })
    const elsewhere = { body: { entityId: shanghai, reason } }
    expect(codeOf(await importing('职员,x,1', elsewhere))).toBe('access.other_entity')
  })
})

it('a vendor is whom the accepted claim pays, and without one the voucher waits', async () => {
  const requestId = await vendorLunch(company, calls)
  const vendorId = await supplier(company, calls)
  const number = (
    await rowsOf<{ number: string }>(
      `select b.number
from benefits.benefit b
join requests.request r on r.benefit_id = b.id
where r.id = $1`,
      [requestId],
    )
  )[0]?.number
  bodyOf(await carrying('220201', ['vendor']))
  bodyOf(await coding('vendor', '-', ''))
  bodyOf(await coding('department', '-', '00'))
  const lack = async () => (await listed()).missing.filter(({ kind }) => kind === 'vendor')
  expect(await lack()).toMatchObject([{ subjectId: '-', references: [number] }])
  const given = {
    body: {
      lines: [{ requestId, minor: '9000' }],
      fileIds: [await calls.upload('sales', 'receipt', '票.txt')],
      vendorId,
    },
  }
  const claimId = String((await calls.good('sales', 'payments.file_claim', given))['claimId'])
  expect(await lack()).toMatchObject([{ subjectId: '-' }])
  const check = { params: { claimId }, body: { version: 1, verdict: 'accept', reason: '小票已核对' } }
  await calls.good(calls.checker, 'payments.check_claim', check)
  expect(await lack()).toMatchObject([{ subjectId: vendorId, references: [number] }])
  bodyOf(await coding('vendor', vendorId, 'V07'))
  expect(await textOf()).toContain(`${number},,,,V07,`)
})
