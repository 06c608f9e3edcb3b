import { describe, expect, it } from 'vitest'
import { mapLines } from '../../../../test/setup/import-files.ts'
import { namesSeveralOrganisations, peopleIn } from '../../parties/index.ts'
import { partsOf } from '../parts.ts'

const cells = [
  ['王芳', 'one'],
  ['王 芳', 'one'],
  ['王 小明', 'one'],
  ['欧阳 晓峰', 'one'],
  ['李和平', 'one'],
  ['张与义', 'one'],
  ['欧阳和平', 'one'],
  ['欧阳晓峰', 'one'],
  ['约翰·史密斯', 'one'],
  ['王芳（采购、技术）', 'one'],
  ['张三 经理', 'one'],
  ['李娜 工程师', 'one'],
  ['王芳 采购', 'one'],
  ['欧阳娜娜 教授', 'one'],
  ['王芳 Wang Fang', 'one'],
  ['张三 13812345678', 'one'],
  ['John Smith', 'one'],
  ['Smith, John', 'one'],
  ['张三、李四、王五', '张三+李四+王五'],
  ['张三，李四', '张三+李四'],
  ['张三/李四', '张三+李四'],
  ['张三\n李四', '张三+李四'],
  ['张三（采购）；李四（技术）', '张三+李四'],
  ['张三和李四', '张三+李四'],
  ['张三 和 李四', '张三+李四'],
  ['张三与李四、王五', '张三+李四+王五'],
  ['李和平、欧阳娜娜', '李和平+欧阳娜娜'],
  ['王　芳、李 四', '王芳+李四'],
  ['王 小 明', 'one'],
  ['昝和平', 'one'],
  // What is behind the sign may be the title, the department or the place of the only one.
  ['王芳/采购', 'unnamed'],
  ['王芳，采购', 'unnamed'],
  ['王芳、技术员', 'unnamed'],
  ['王芳和采购', 'unnamed'],
  ['王芳/项目经理', 'unnamed'],
  ['王芳/车间', 'unnamed'],
  ['王芳/管理科', 'unnamed'],
  ['赵敏、苏州', 'unnamed'],
  ['赵敏、华东', 'unnamed'],
  ['王芳/Wang Fang', 'unnamed'],
  ['张三,13812345678', 'unnamed'],
  ['Dr. Wang Fang, Procurement Manager', 'unnamed'],
  // Nor does a blank tell a second person from a word about the first.
  ['张三 李四', 'unnamed'],
  ['刘洋 技术员', 'unnamed'],
  ['赵敏 苏州', 'unnamed'],
  ['华东 王芳', 'unnamed'],
  ['张三、李四 王五', 'unnamed'],
  ['王芳 李', 'unnamed'],
  ['张三（采购）李四（技术）', 'unnamed'],
  // Two people, but not by the full name of each.
  ['张经理、李总', 'unnamed'],
  ['张和平和李四', 'unnamed'],
  ['张三经理和李四经理', 'unnamed'],
  ['John Smith, Mary Jones', 'unnamed'],
  ['John Smith and Mary Jones', 'unnamed'],
  ['Smith, John; Jones, Mary', 'unnamed'],
  ['王芳/Wang Fang、李四', 'unnamed'],
  ['张三、王 芳、张 三', 'unnamed'],
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
  ['3人', 'unnamed'],
  // Nobody is called so.
  ['12345', 'unnamed'],
  ['......', 'unnamed'],
] as const

describe('a cell with people', () => {
  it.each(cells)('%s', (cell, expected) => {
    const found = peopleIn(cell)
    expect(found.are === 'several' ? found.names.join('+') : found.are).toBe(expected)
  })
})

it('takes no part of the customer’s name for a second person', () => {
  expect(peopleIn('王芳/华为').are).toBe('several')
  expect(peopleIn('王芳/华为', '华为技术有限公司').are).toBe('unnamed')
  expect(peopleIn('王芳/李娜', '华为技术有限公司').are).toBe('several')
})

describe('a cell with organisations', () => {
  it.each([
    ['华东精密有限公司、华北精密有限公司', true],
    ['华东精密有限公司、华北精密', true],
    ['华东精密、华北精密', true],
    ['华东精密/华北精密', true],
    ['华东精密；华北精密', true],
    ['华东精密\n华北精密', true],
    ['华东精密有限公司 华北精密有限公司', true],
    ['第一人民医院和第二人民医院', true],
    ['华东精密有限公司及华北精密', true],
    ['上海、江苏联合机械有限公司', true],
    ['Acme Co., Ltd., Harbour Inc.', true],
    ['Acme, Harbour', true],
    ['和平机械有限公司', false],
    ['华东精密有限公司（苏州、无锡）', false],
    ['华东精密有限公司 苏州分公司', false],
    ['华东精密、', false],
    ['Acme Co., Ltd.', false],
    ['Acme Machinery, Inc.', false],
    ['Acme, L.L.C.', false],
    ['Harbour A/S', false],
    ['Smith & Sons', false],
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
    ['王芳/采购,,礼品,200,,,', '受益人 party.several'],
    ['刘洋 技术员,,礼品,200,,,', '受益人 party.several'],
    ['王芳/华东,,礼品,200,2,,', '受益人 party.several'],
  ])('waits where it cannot be divided: %s', async (rest, expected) => {
    const row = await only(`2026-03-05,华东,${rest}`)
    expect(row.kind === 'held' && row.missing.map(({ field, code }) => `${field} ${code}`)).toEqual([
      expected,
    ])
  })

  it('waits where a sign or a word in place of a name stands for the customer or the person', async () => {
    const waits = async (line: string) => {
      const row = await only(line)
      return row.kind === 'held' ? row.missing.map(({ field, code }) => `${field} ${code}`) : [row.kind]
    }
    for (const sign of ['----', '-', '/', '无', 'N/A', 'n.a.', '不详', '***', '未知']) {
      expect([sign, await waits(`2026-03-05,${sign},王芳,,礼品,90,,,`)]).toEqual([
        sign,
        ['客户名称 party.no_name'],
      ])
      expect([sign, await waits(`2026-03-05,${sign},,,礼品,90,,收,李明`)]).toEqual([
        sign,
        expect.arrayContaining(['客户名称 party.no_name']),
      ])
    }
    for (const sign of ['n.a', '不详', '***', '未知', '12345']) {
      const who = await waits(`2026-03-05,华东,${sign},,礼品,90,,,`)
      // What is no person of the customer goes to the customer itself, as "/" and "无" do.
      expect([sign, who]).toEqual([sign, sign === 'n.a' ? ['ready'] : ['受益人 party.no_name']])
    }
    expect(await waits('2026-03-05,,王芳,,礼品,90,,,')).toEqual(['ready'])
  })

  it('is one of its own where a title follows the name: nobody is given a part of it', async () => {
    const found = await parts('2026-03-05,华东,李娜 工程师,,礼品,200,,,')
    expect(found).toEqual({ notes: [], each: ['李娜 工程师 - 20000 1'], keys: 1 })
  })

  it('waits where two customers share it', async () => {
    const shared = ['华东精密有限公司、华北精密有限公司', '华东精密、华北精密', '华东精密有限公司、华北精密']
    for (const customers of shared) {
      for (const rest of ['王芳,,礼品,900,,,', ',,返利,900,,,', ',,礼品,900,,收,李明']) {
        const row = await only(`2026-03-05,${customers},${rest}`)
        expect(row).toMatchObject({ kind: 'held', missing: [{ code: 'party.several_customers' }] })
      }
    }
  })

  it('is none where we received it, whoever of theirs came', async () => {
    const row = await only('2026-03-05,华东精密有限公司,张三等3人,,礼品,90,,收,李明')
    expect(row.kind).toBe('ready')
  })
})
