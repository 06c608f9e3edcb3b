import { expect, test } from 'vitest'
import { inPieces } from '../../../../test/setup/import-files.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { xlsxBytes, type SheetCell } from '../../../platform/sheets.ts'
import type { Pool } from './domain.ts'
import { readPool } from './read-pool.ts'

const titles =
  '序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,货物或应税劳务名称,金额,税额,价税合计,发票状态'
const digital = (n: number) => `2631200000${String(n).padStart(10, '0')}`
const ours = '91320500MA00000001'

async function tryRead(file: string | Uint8Array, most?: number) {
  return readPool(inPieces(file, 64), { currency: 'CNY', taxNumber: ours, ...(most && { most }) })
}

async function read(...lines: readonly string[]): Promise<Pool> {
  const pool = await tryRead([titles, ...lines].join('\n'))
  if (isRefusal(pool)) throw new Error(pool.code)
  return pool
}

const line = (
  n: number,
  given: Partial<Record<'seller' | 'item' | 'sums' | 'buyer' | 'state', string>> = {},
) =>
  [
    n,
    '',
    '',
    digital(n),
    '',
    given.seller ?? '苏州平江路食府有限公司',
    given.buyer ?? ours,
    '',
    '2026-11-05 18:20:11',
    given.item ?? '*餐饮服务*餐费',
    given.sums ?? '1000.00,60.00,1060.00',
    given.state ?? '正常',
  ].join(',')

test('the export of the tax platform is read: number, day, seller, items, total, state', async () => {
  const pool = await read(line(1), line(2, { state: '已作废' }), '合计,,,,,,,,,,2000.00,120.00,2120.00,')
  expect(pool.spoilt).toEqual([])
  expect(pool.invoices).toMatchObject([
    { number: digital(1), day: '2026-11-05', total: 106_000n, net: 100_000n, isVoid: false },
    { number: digital(2), isVoid: true },
  ])
  expect([pool.from, pool.to]).toEqual(['2026-11-05', '2026-11-05'])
})

test('several lines of one number are one invoice; an older one is known by its code as well', async () => {
  const { invoices, spoilt } = await read(
    line(1),
    line(1, { item: '*酒*白酒', sums: '500.00,65.00,565.00' }),
    line(1, { item: '*酒*白酒', sums: '500.00,65.00,565.00' }),
    '9,3200221130,01234567,,,苏州文具公司,,,2026/11/6,*文具*纸,10,1.3,11.3,正常',
  )
  expect(spoilt).toEqual([])
  expect(invoices).toMatchObject([
    { items: ['*餐饮服务*餐费', '*酒*白酒'], total: 219_000n },
    { key: '3200221130-01234567', total: 1_130n },
  ])
})

test('what is unreadable, twice, contradictory or not ours costs only its own line', async () => {
  const { invoices, spoilt } = await read(
    line(1),
    line(2),
    line(1),
    line(3, { sums: '1000.00,60.00,1061.00' }),
    line(4, { buyer: '91310000MA00000002' }),
    line(2, { seller: '苏州金鸡湖酒店' }),
    line(5, { sums: '1.2E+05,0,1.2E+05' }),
    line(6).replace(digital(6), '2.63E+19'),
    line(7).replace(digital(7), '见附件'),
  )
  expect(invoices.map(({ number }) => number)).toEqual([digital(1), digital(2)])
  expect(spoilt.map(({ line: at, code }) => [at, code]).toSorted()).toEqual([
    [10, 'spoilt.number'],
    [4, 'spoilt.twice'],
    [5, 'spoilt.sums'],
    [6, 'spoilt.other_buyer'],
    [7, 'spoilt.contradicts'],
    [8, 'spoilt.exponent'],
    [9, 'spoilt.number_lost'],
  ])
})

test('a number that a workbook took for a number has lost its end', async () => {
  const heading = ['发票号码', '开票日期', '销方名称', '价税合计']
  const rows: SheetCell[][] = [[{ number: 263_120_000_000_001 }, '2026-11-05', '甲公司', '10.00']]
  const parts: Uint8Array[] = []
  for await (const part of xlsxBytes([{ name: '发票', heading, rows }])) parts.push(part)
  const pool = await tryRead(Buffer.concat(parts))
  expect(isRefusal(pool) ? pool.code : pool.spoilt.map(({ code }) => code)).toEqual(['spoilt.number_lost'])
})

test('a file that is no list of invoices, has none or too many, is refused in words', async () => {
  const codeOf = async (text: string, most?: number) => {
    const pool = await tryRead(text, most)
    return isRefusal(pool) ? pool.code : 'read'
  }
  expect(await codeOf('日期,摘要,科目名称,借方\n2026-11-05,餐费,业务招待费,100')).toBe(
    'coverage.no_pool_heading',
  )
  expect(await codeOf(`${titles}\n`)).toBe('coverage.no_invoices')
  const three = [titles, line(1), line(2), line(3)].join('\n')
  expect(await codeOf(three, 2)).toBe('coverage.pool_too_long')
  expect(await codeOf(three, 3)).toBe('read')
})
