import { describe, expect, it } from 'vitest'
import { mapLines } from '../../../../test/setup/import-files.ts'
import { partsOf } from '../parts.ts'
import { namesSeveralOrganisations, peopleIn } from './several.ts'

const cells = [
  ['王芳', 'one'],
  ['王 芳', 'one'],
  ['李和平', 'one'],
  ['张与义', 'one'],
  ['欧阳晓峰', 'one'],
  ['约翰·史密斯', 'one'],
  ['王芳（采购、技术）', 'one'],
  ['张三 经理', 'one'],
  ['John Smith', 'one'],
  ['Smith, John', 'one'],
  ['张三、李四、王五', '张三+李四+王五'],
  ['张三，李四', '张三+李四'],
  ['张三/李四', '张三+李四'],
  ['张三（采购）；李四（技术）', '张三+李四'],
  ['张三和李四', '张三+李四'],
  ['张三与李四、王五', '张三+李四+王五'],
  ['张三 李四', '张三+李四'],
  ['John Smith, Mary Jones', 'John Smith+Mary Jones'],
  ['张三等5人', 'unnamed'],
  ['张三、李四等', 'unnamed'],
  ['张三及配偶', 'unnamed'],
  ['张三（携家属）', 'unnamed'],
  ['张三夫妇', 'unnamed'],
  ['张三、张三', 'unnamed'],
  ['各部门负责人', 'unnamed'],
  ['采购部员工', 'unnamed'],
  ['相关人员', 'unnamed'],
  ['采购部', 'unnamed'],
  ['张三、采购部', 'unnamed'],
  ['张三、华东公司、李四', 'unnamed'],
  ['张经理、李总', '张经理+李总'],
  ['3人', 'unnamed'],
] as const

describe('a cell with people', () => {
  it.each(cells)('%s', (cell, expected) => {
    const found = peopleIn(cell)
    expect(found.are === 'several' ? found.names.join('+') : found.are).toBe(expected)
  })
})

describe('a cell with organisations', () => {
  it.each([
    ['华东精密有限公司、华北精密有限公司', true],
    ['第一人民医院和第二人民医院', true],
    ['和平机械有限公司', false],
    ['上海、江苏联合机械有限公司', false],
  ])('%s', (cell, expected) => {
    expect(namesSeveralOrganisations(cell)).toBe(expected)
  })
})

const heading = '日期,客户名称,受益人,职务,类型,金额,人数,方向,经办人'

async function only(line: string) {
  const [row, ...more] = await mapLines('taizhang', `${heading}\n${line}\n`)
  if (!row || more.length > 0) throw new Error('one line is one row')
  return row
}

async function parts(line: string) {
  const row = await only(line)
  if (row.kind !== 'ready') throw new Error(JSON.stringify(row))
  const notes = row.row.notes.map(({ code }) => code)
  const each = partsOf(row.row).map(({ recipient, whole, recipientCount }) => {
    if (whole.known === 'between') throw new Error('an exact amount')
    return [recipient.name, recipient.title ?? '-', whole.money.minor, recipientCount].map(String).join(' ')
  })
  return { notes, each, keys: new Set(partsOf(row.row).map(({ key }) => key)).size }
}

describe('a row for several people', () => {
  it('is divided among them to the last fen, with the title of each', async () => {
    const found = await parts('2026-03-05,华东,张三、李四、王五,经理、主管、技师,礼品,100.00,,,')
    expect(found).toEqual({
      notes: ['party.divided'],
      each: ['张三 经理 3334 1', '李四 主管 3333 1', '王五 技师 3333 1'],
      keys: 3,
    })
  })

  it('counts for each where the amount is that of one', async () => {
    const found = await parts('2026-03-05,华东,张三、李四,,餐费,每人 200,2,,')
    expect(found.each).toEqual(['张三 - 20000 1', '李四 - 20000 1'])
  })

  it.each([
    ['张三、李四,,礼品,900,5,,', '受益人 party.count_differs'],
    ['张三及配偶,,礼品,900,2,,', '受益人 party.several'],
    ['各部门负责人,,礼品,900,,,', '受益人 party.several'],
  ])('waits where it cannot be divided: %s', async (rest, expected) => {
    const row = await only(`2026-03-05,华东,${rest}`)
    expect(row.kind === 'held' && row.missing.map(({ field, code }) => `${field} ${code}`)).toEqual([
      expected,
    ])
  })

  it('waits where two customers share it', async () => {
    const row = await only('2026-03-05,华东精密有限公司、华北精密有限公司,,,返利,900,,,')
    expect(row).toMatchObject({ kind: 'held', missing: [{ code: 'party.several_customers' }] })
  })

  it('is none where we received it, whoever of theirs came', async () => {
    const row = await only('2026-03-05,华东精密有限公司,张三等3人,,礼品,90,,收,李明')
    expect(row.kind).toBe('ready')
  })
})
