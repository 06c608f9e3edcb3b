import { describe, expect, it } from 'vitest'
import { mapLines } from '../../../../test/setup/import-files.ts'
import type { MappedRow, NormalisedRow } from '../domain.ts'

async function mappedOne(columns: string, cells: string): Promise<MappedRow> {
  const text = `日期,客户名称,受益人,类型,${columns}\n2026-03-05,华东精密有限公司,王芳,礼品,${cells}\n`
  const [row, ...more] = await mapLines('taizhang', text)
  if (!row || more.length > 0) throw new Error('one line gives one row')
  return row
}

async function readyOne(columns: string, cells: string): Promise<NormalisedRow> {
  const row = await mappedOne(columns, cells)
  if (row.kind !== 'ready') throw new Error(`the row is ${JSON.stringify(row)}`)
  return row.row
}

/** The whole in fen, or why there is none. */
async function wholeOf(columns: string, cells: string): Promise<string> {
  const row = await mappedOne(columns, cells)
  if (row.kind === 'held') return `held ${row.missing.map(({ field, code }) => `${field} ${code}`).join()}`
  if (row.kind === 'rejected') return `rejected ${row.problems.map(({ code }) => code).join()}`
  if (row.kind !== 'ready' || row.row.whole.known !== 'exact') return row.kind
  return String(row.row.whole.money.minor)
}

const cases = [
  ['price times number', '单价,数量', '100,50', '500000'],
  ['a price with decimals, a number with its word', '单价（元）,件数', '12.50,8件', '10000'],
  ['a number with thousands', '单价,数量', '1.00,"1,000"', '100000'],
  ['the total that is there, and not what stands before it', '价值,数量,总金额', '100,50,5000', '500000'],
  ['a total beside a price that agrees', '单价,数量,金额', '100,50,5000.00', '500000'],
  ['a price in 元 beside a total in 万元', '单价,数量,金额（万元）', '100,50,0.5', '500000'],
  ['price times number where the total is empty', '单价,数量,金额', '100,50,', '500000'],
  ['an amount with a number beside it is the amount of the row', '金额,数量', '5000,50', '500000'],
  ['a value of one piece', '价值,数量', '100,1', '10000'],
  ['a value without a number', '礼品价值', '100', '10000'],
  ['a price that carries its number', '单价', '100×50', '500000'],
  ['a price that says that it is for all', '单价', '共5000', '500000'],
  ['a price without a column for the number', '单价', '100', 'held 单价 quantity.missing'],
  ['a price without a number', '单价,数量', '100,', 'held 单价 quantity.missing'],
  ['a price whose number is a dash', '单价,数量', '100,-', 'held 单价 quantity.missing'],
  ['a number that is none', '单价,数量', '100,若干', 'rejected quantity.unreadable'],
  ['no piece at all', '单价,数量', '100,0', 'rejected quantity.unreadable'],
  ['a value of several pieces, of one or of all', '价值,数量', '100,50', 'held 价值 value.one_or_all'],
  ['a total that is not price times number', '单价,数量,金额', '100,50,100', 'held 金额 value.disagrees'],
  ['no value in any column', '价值,单价,数量', ',,3', 'held 价值 value.missing'],
] as const

describe('the value of a row', () => {
  it.each(cases)('%s', async (_, columns, cells, expected) => {
    expect(await wholeOf(columns, cells)).toBe(expected)
  })

  it('says how a price became a value', async () => {
    const { notes } = await readyOne('单价,数量', '100,50')
    expect(notes).toMatchObject([{ field: '单价', code: 'value.product', params: { text: '100 × 50' } }])
  })

  it('of one person counts for each of those who shared it', async () => {
    const row = await readyOne('金额,人数', '每人100,8')
    expect(row).toMatchObject({
      whole: { money: { minor: 80_000n } },
      value: { money: { minor: 10_000n } },
      recipientCount: 8,
      notes: [{ code: 'value.each' }, { code: 'count.each', params: { count: 8 } }],
    })
    const whole = await readyOne('金额,人数', '100,8')
    expect(whole).toMatchObject({ whole: { money: { minor: 10_000n } }, value: { money: { minor: 1_250n } } })
  })
})

const listed = '日期,客户名称,受益人,类型,金额,经办人'
const same = '2026-03-05,华东精密有限公司,王芳,礼品,300'

describe('two rows of the same content', () => {
  it('are two when two of ours gave, and one when the same did or nobody is named', async () => {
    const lines = [`${same},王强`, `${same},李敏`, `${same},王强`, `${same},`, `${same},`]
    const rows = await mapLines('taizhang', [listed, ...lines].join('\n'))
    expect(rows.map((row) => (row.kind === 'duplicate' ? row.firstLine : row.kind))).toEqual([
      'ready',
      'ready',
      2,
      'ready',
      5,
    ])
    const keys = rows.flatMap((row) => (row.kind === 'ready' ? [row.row.key, row.row.olderKey] : []))
    const [first, older, second, taken, third] = keys
    // The first of them is the one that an earlier version let in, by the key of a row that names nobody.
    expect(older).toBe(third)
    expect(taken).toBeUndefined()
    expect(new Set([first, second, third]).size).toBe(3)
  })
})
