import { describe, expect, it, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { cellsOf } from '../../../../test/setup/import-files.ts'
import { ourAccount, ourPayer, transferOf } from '../../../../test/setup/bank-files.ts'
import { encoded } from './batch-encoding.ts'
import { batchExamples } from './batch-examples.ts'
import { writeBatch, type BatchFiles } from './batch-file.ts'
import type { BatchTemplate } from './batch-template.ts'
import type { Transfer } from './transfer.ts'

const [workbook, splitText, smallCsv] = batchExamples
if (!workbook || !splitText || !smallCsv) throw new Error('three examples are shipped')

async function made(template: BatchTemplate, transfers: readonly Transfer[]): Promise<BatchFiles> {
  const draft = { batchId: 'PB-2026-0001', executeOn: '2026-11-02', payer: ourPayer, transfers }
  const files = await writeBatch(template, draft)
  if (isRefusal(files)) throw new Error(files.code)
  return files
}

async function leftOut(template: BatchTemplate, change: Partial<Transfer>): Promise<string | undefined> {
  const { leftOut } = await made(template, [transferOf(1), transferOf(2, change)])
  return leftOut[0]?.refusal.code
}

const many = (count: number) => Array.from({ length: count }, (_, i) => transferOf(i + 1))
const withinBank = (n: number) =>
  transferOf(n, { payee: { ...transferOf(n).payee, bank: { cnaps: '100555555555', name: '示例银行' } } })

function lines(bytes: Uint8Array | undefined): string[] {
  return new TextDecoder('gb18030', { fatal: true }).decode(bytes).split('\r\n')
}

describe('a batch as a workbook', () => {
  it('holds account numbers and amounts as text, so that no spreadsheet changes them', async () => {
    const { files } = await made(workbook, [transferOf(1)])
    expect(files.map(({ name }) => name)).toEqual(['PB-2026-0001.xlsx'])
    const [heading, row] = await cellsOf(files[0]?.bytes ?? '')
    expect(heading?.slice(0, 3)).toEqual(['序号', '付款方账号', '付款方户名'])
    expect(row).toEqual([
      '1',
      ourAccount,
      '示例医药有限公司',
      '示例银行上海分行',
      '0000444400000001',
      '演示商贸有限公司',
      '另一银行北京支行',
      '',
      '',
      '128000.01',
      '货款',
      '三季度返利 HT-1',
      'AB01K9TEST000001',
      '',
    ])
  })

  it('says where the bank of a payee is, and its phone, where they are on record', async () => {
    const place = { province: '江苏省', city: '苏州市', phone: '13800001234' }
    const { files } = await made(workbook, [
      transferOf(1, { payee: { ...transferOf(1).payee, ...place } }),
      transferOf(2),
    ])
    const rows = (await cellsOf(files[0]?.bytes ?? '')).map((row) => [row[7], row[8], row[13]])
    expect(rows).toEqual([
      ['收款方省份', '收款方城市', '收款方手机'],
      ['江苏省', '苏州市', '13800001234'],
      ['', '', ''],
    ])
  })

  it('cuts a long remark to what the bank takes', async () => {
    const { files } = await made(workbook, [transferOf(1, { remark: '返'.repeat(61) })])
    expect((await cellsOf(files[0]?.bytes ?? ''))[1]?.[11]).toBe('返'.repeat(60))
  })
})

describe('a batch as text', () => {
  it('keeps payments within the bank and to others in files of their own, each with its sums', async () => {
    const { files } = await made(splitText, [transferOf(1), withinBank(2), transferOf(3)])
    expect(files.map(({ name, count }) => [name, count])).toEqual([
      ['PB-2026-0001-intra.txt', 1],
      ['PB-2026-0001-inter.txt', 2],
    ])
    expect(lines(files[1]?.bytes)).toEqual([
      `${ourAccount}|2|256000.04|2026-11-02`,
      '1|0000444400000001|演示商贸有限公司|200000000002|128000.01|三季度返利 HT-1|AB01K9TEST000001',
      '2|0000444400000003|演示商贸有限公司|200000000002|128000.03|三季度返利 HT-3|AB01K9TEST000003',
      '',
    ])
  })

  it('tells banks apart by name where a number is missing, and leaves out what cannot be told', async () => {
    const named = { ...smallCsv, isSplit: true }
    const payee = { ...transferOf(2).payee, bank: { name: '示例银行广州支行' } }
    const { files } = await made(named, [transferOf(1), transferOf(2, { payee })])
    expect(files.map(({ name }) => name)).toEqual(['PB-2026-0001-intra.csv', 'PB-2026-0001-inter.csv'])
    expect(await leftOut(named, { payee: { ...payee, bank: {} } })).toBe('bank.bank_unknown')
  })

  it.each([
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('parts %i payments into files of at most fifty, and loses none', async (count, sizes) => {
    const { files, leftOut } = await made(smallCsv, many(count))
    expect(leftOut).toEqual([])
    expect(files.map((file) => file.count)).toEqual(sizes)
    expect(new Set(files.map(({ name }) => name)).size).toBe(sizes.length)
    expect(files.flatMap(({ taken }) => taken.map(({ endToEndId }) => endToEndId))).toEqual(
      many(count).map(({ endToEndId }) => endToEndId),
    )
    const total = files.reduce((sum, file) => sum + file.total.minor, 0n)
    expect(total).toBe(many(count).reduce((sum, { amount }) => sum + amount.minor, 0n))
    expect(lines(files[0]?.bytes).at(-2)).toBe(
      `合计,${sizes[0]},${files[0] && decimal(files[0].total.minor)}`,
    )
  })

  it('has the same digest for the same payments, and another for another amount', async () => {
    const digest = async (minor: bigint) =>
      (await made(smallCsv, [transferOf(1, { amount: { currency: 'CNY', minor } })])).files[0]?.digest
    expect(await digest(1n)).toBe(await digest(1n))
    expect(await digest(1n)).not.toBe(await digest(2n))
  })

  it.each<[string, BatchTemplate, Partial<Transfer>, string]>([
    ['a purpose that the bank has no word for', smallCsv, { purpose: 'gift' }, 'bank.purpose_unknown'],
    [
      'a cell missing that the bank asks for',
      splitText,
      { payee: { ...transferOf(2).payee, bank: { name: '另一银行' } } },
      'bank.cell_missing',
    ],
    [
      'a name longer than the bank takes',
      smallCsv,
      { payee: { ...transferOf(2).payee, holder: '名'.repeat(41) } },
      'bank.cell_too_long',
    ],
    ['the separator in a cell', splitText, { remark: '甲|乙' }, 'bank.cell_breaks'],
    [
      'a formula in a cell',
      smallCsv,
      { payee: { ...transferOf(2).payee, holder: '=1+1' } },
      'bank.cell_breaks',
    ],
    [
      'a letter that GBK lacks',
      splitText,
      { payee: { ...transferOf(2).payee, holder: '𠮷野商贸' } },
      'bank.cell_letters',
    ],
  ])('leaves out a payment with %s and says why', async (_, template, change, code) => {
    expect(await leftOut(template, change)).toBe(code)
  })

  it('writes the letter that GBK lacks in GB18030', async () => {
    const payee = { ...transferOf(2).payee, holder: '𠮷野商贸' }
    expect(await leftOut(smallCsv, { payee })).toBeUndefined()
  })

  it('is not written without a payment', async () => {
    const draft = { batchId: 'PB-1', executeOn: '2026-11-02', payer: ourPayer, transfers: [] }
    expect(await writeBatch(smallCsv, draft)).toMatchObject({ code: 'bank.nothing_to_pay' })
  })
})

function decimal(minor: bigint): string {
  return `${minor / 100n}.${(minor % 100n).toString().padStart(2, '0')}`
}

test.each([
  ['示例医药 ABC', 'gbk', 'written'],
  ['𠮷', 'gbk', 'not'],
  ['𠮷', 'gb18030', 'written'],
  ['𠮷', 'utf-8', 'written'],
  ['a\ud800', 'utf-8', 'not'],
  ['\ue5e5', 'gb18030', 'not'],
] as const)('%j in %s is %s', (text, encoding, what) => {
  expect(encoded(text, encoding) === undefined ? 'not' : 'written').toBe(what)
})

test('the examples say that they are to be adapted', () => {
  for (const { name } of batchExamples) {
    expect(name.zh).toContain('请按贵行模板调整')
    expect(name.en).toContain('adapt to your bank')
  }
})
