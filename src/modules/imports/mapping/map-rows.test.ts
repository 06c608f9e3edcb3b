import { describe, expect, it } from 'vitest'
import { mapFile, mapLines, workbook } from '../../../../test/setup/import-files.ts'
import type { MappedRow } from '../domain.ts'

const heading =
  '序号,日期,客户名称,统一社会信用代码,受益人,职务,类型,金额（元）,人数,方向,事由,经办人,部门,备注'
const good = '1,2026-03-05,华东精密有限公司,,王芳,采购经理,礼品,200.00,,,新年拜访,李明,销售部,'

/** What became of each row, as one word with the columns and codes that are to blame. */
function told(row: MappedRow): string {
  switch (row.kind) {
    case 'rejected':
      return `rejected ${row.problems.map((p) => `${p.field} ${p.code}`.trim()).join('; ')}`
    case 'held':
      return `held ${row.missing.map((p) => `${p.field} ${p.code}`).join('; ')}`
    case 'nil':
      return `nil ${row.why}`
    case 'duplicate':
      return `duplicate of ${row.firstLine}`
    case 'ready':
      return 'ready'
  }
}

async function one(line: string): Promise<string> {
  const rows = await mapLines('taizhang', `${heading}\n${line}\n`)
  expect(rows).toHaveLength(1)
  return rows.map(told).join()
}

const bad = [
  [
    'a day that is not in the calendar',
    '1,2026-02-30,华东,,王芳,,礼品,200,,,,,,',
    'rejected 日期 date.impossible',
  ],
  ['a day without a year', '1,3月5日,华东,,王芳,,礼品,200,,,,,,', 'rejected 日期 date.no_year'],
  ['a day that has not come yet', '1,2026-11-26,华东,,王芳,,礼品,200,,,,,,', 'rejected 日期 date.future'],
  [
    'an amount in everyday numerals',
    '1,2026-03-05,华东,,王芳,,礼品,一千二,,,,,,',
    'rejected 金额（元） value.words',
  ],
  ['a negative amount', '1,2026-03-05,华东,,王芳,,礼品,-200,,,,,,', 'rejected 金额（元） value.negative'],
  [
    'an amount with three decimals',
    '1,2026-03-05,华东,,王芳,,礼品,200.005,,,,,,',
    'rejected 金额（元） value.decimals',
  ],
  ['a word for no price', '1,2026-03-05,华东,,王芳,,礼品,免费,,,,,,', 'held 金额（元） value.not_said'],
  [
    'two amounts in one cell',
    '1,2026-03-05,华东,,王芳,,礼品,酒100 茶200,,,,,,',
    'rejected 金额（元） value.several',
  ],
  [
    'a credit code with a wrong check letter',
    '1,2026-03-05,华东,91310000MA1FL0XY2B,王芳,,礼品,200,,,,,,',
    'rejected 统一社会信用代码 code.check',
  ],
  [
    'a direction nobody can read',
    '1,2026-03-05,华东,,王芳,,礼品,200,,左右,,,,',
    'rejected 方向 direction.unknown',
  ],
  [
    'a number of people that is none',
    '1,2026-03-05,华东,,王芳,,餐费,200,若干,,,,,',
    'rejected 人数 count.unreadable',
  ],
  ['more cells than columns', `${good},多出,一格`, 'rejected line.columns'],
  [
    'a quotation mark that never closes',
    '1,2026-03-05,"华东,,王芳,,礼品,200,,,,,,',
    'rejected line.quote_open',
  ],
  [
    'letters that are no letters',
    '1,2026-03-05,华东\ufffd,,王芳,,礼品,200,,,,,,',
    'rejected 客户名称 line.encoding',
  ],
  [
    'two faults, both told',
    '1,2026-13-45,华东,,王芳,,礼品,abc,,,,,,',
    'rejected 日期 date.impossible; 金额（元） value.unreadable',
  ],
] as const

const incomplete = [
  ['no day', '1,,华东,,王芳,,礼品,200,,,,,,', 'held 日期 date.missing'],
  ['no amount', '1,2026-03-05,华东,,王芳,,礼品,,,,,,,', 'held 金额（元） value.missing'],
  [
    'an amount that says nothing',
    '1,2026-03-05,华东,,王芳,,礼品,待定,,,,,,',
    'held 金额（元） value.not_said',
  ],
  ['nobody who received it', '1,2026-03-05,,,,,礼品,200,,,,,,', 'held 受益人 party.recipient_missing'],
  ['no kind', '1,2026-03-05,华东,,王芳,,,200,,,,,,', 'held 类型 form.missing'],
  ['a kind that nobody knows', '1,2026-03-05,华东,,王芳,,杂项,200,,,,,,', 'held 类型 form.unknown'],
  [
    'a word that hides what was given',
    '1,2026-03-05,华东,,王芳,,公关费,200,,,,,,',
    'held 类型 form.disguise',
  ],
] as const

const empty = [
  ['an empty line', ',,,,,,,,,,,,,', 'nil empty_line'],
  ['a line with its running number only', '17,,,,,,,,,,,,,', 'nil empty_line'],
  ['a nil return', '1,2026-03,本月无,,,,,,,,,李明,销售部,', 'nil nil_return'],
  ['a nil return of zero', '1,2026-03,本月无,,,,,0.00,,,,李明,销售部,', 'nil nil_return'],
  ['a total', '合计,,,,,,,"1,264.50",,,,,,', 'nil total_line'],
  ['the heading again', heading, 'nil repeated_header'],
] as const

describe('a row of a 台账', () => {
  it('is ready when it says who, what, when and how much', async () => {
    expect(await one(good)).toBe('ready')
  })

  it.each(bad)('is rejected with its column and reason: %s', async (_, line, expected) => {
    expect(await one(line)).toBe(expected)
  })

  it.each(incomplete)('is held for a person: %s', async (_, line, expected) => {
    expect(await one(line)).toBe(expected)
  })

  it.each(empty)('holds no benefit: %s', async (_, line, expected) => {
    expect(await one(line)).toBe(expected)
  })

  it('shares its amount among the people, rounded up to the fen, and keeps the whole', async () => {
    const [row] = await mapLines('taizhang', `${heading}\n1,2026-03-05,华东,,王芳,,餐费,100.00,3,,,,,\n`)
    expect(row).toMatchObject({
      row: {
        recipientCount: 3,
        form: 'meal',
        value: { money: { minor: 3334n } },
        whole: { money: { minor: 10000n } },
      },
    })
  })

  it('goes to the customer itself when no person is named', async () => {
    const [row] = await mapLines('taizhang', `${heading}\n1,2026-03-05,华东,,,,年度返利,20000,,,,,,\n`)
    expect(row).toMatchObject({ row: { form: 'rebate', recipient: { kind: 'entity', name: '华东' } } })
    expect(row?.kind === 'ready' && row.row.org).toBeUndefined()
  })

  it('that was received turns giver and recipient round', async () => {
    const [row] = await mapLines('taizhang', `${heading}\n1,2026-03-05,华东,,,,礼品,300,,收到,,李明,,\n`)
    expect(row).toMatchObject({
      row: { direction: 'received', giver: { name: '华东' }, recipient: { name: '李明' } },
    })
  })
})

const kinds = [
  ['礼品', 'gift'],
  ['餐费', 'meal'],
  ['业务招待', 'meal'],
  ['返利', 'rebate'],
  ['折扣', 'discount'],
  ['差旅', 'travel'],
  ['赞助', 'sponsorship'],
  ['积分兑换', 'points_redemption'],
  ['积分', 'points_award'],
  ['购物卡', 'gift_card'],
  ['代金券', 'discount_coupon'],
  ['现金红包', 'cash'],
  ['金条', 'cash_equivalent'],
  ['佣金', 'commission'],
  ['讲课费', 'service_fee'],
  ['捐赠', 'donation'],
  ['演出门票', 'entertainment'],
  ['货补', 'free_goods'],
  ['买赠', 'gift_with_purchase'],
  ['宣传品', 'logo_item'],
  ['抽奖', 'draw_prize'],
  ['设备借用', 'equipment_loan'],
  ['免费培训', 'free_service'],
  ['安排工作', 'favour'],
] as const

describe('the kind of a 台账 row', () => {
  it.each(kinds)('%s is %s', async (kind, form) => {
    const [row] = await mapLines('taizhang', `${heading}\n1,2026-03-05,华东,,王芳,,${kind},200,,,,,,\n`)
    expect(row?.kind === 'ready' && row.row.form).toBe(form)
  })
})

const inItem = (kind: string, item: string) => `2026-03-05,华东,王芳,${kind},${item},200,,`
const inReason = (kind: string, reason: string) => `2026-03-05,华东,王芳,${kind},,200,${reason},`
const inNote = (kind: string, note: string) => `2026-03-05,华东,王芳,${kind},,200,,${note}`
const beside = [
  ['a shopping card', inItem('礼品', '购物卡（家乐福）500元'), 'gift_card 权益内容 form.stricter'],
  ['a red packet', inItem('礼品', '现金红包'), 'cash 权益内容 form.stricter'],
  ['cash in the reason', inReason('餐费', '另给现金两千'), 'cash 事由 form.stricter'],
  ['gold in a remark', inNote('纪念品', '实为黄金吊坠'), 'cash_equivalent 备注 form.stricter'],
  ['a card where points are redeemed', inItem('积分兑换', '京东卡'), 'gift_card 权益内容 form.stricter'],
  ['cash and a card', inItem('购物卡', '另附红包'), 'cash 权益内容 form.stricter'],
  ['a card that is cash already', inItem('现金', '京东卡'), 'cash'],
  ['cash without a kind', inItem('', '现金红包'), 'cash 权益内容 form.stricter'],
  ['a kickback', inItem('服务费', '回扣'), 'held 权益内容 form.disguise'],
  ['a favour fee in the reason', inReason('礼品', '给科长的好处费'), 'held 事由 form.disguise'],
  ['how a meal was paid', inReason('餐费', '现金支付'), 'meal'],
  ['a brand of gold', inItem('礼品', '黄金芽茶叶'), 'gift'],
  ['a card that was turned down', inNote('礼品', '客户谢绝购物卡'), 'gift'],
  ['a rebate in cash by the contract', inItem('返利', '年度现金返利'), 'rebate'],
  ['a rebate without a kickback', inNote('返利', '合同约定，无回扣'), 'rebate'],
] as const

describe('what stands beside a plain kind', () => {
  it.each(beside)('counts as what it is: %s', async (_, line, expected) => {
    const text = `日期,客户名称,受益人,类型,权益内容,金额,事由,备注\n${line}\n`
    const [row] = await mapLines('taizhang', text)
    if (row?.kind !== 'ready') return expect(row && told(row)).toBe(expected)
    const { form, notes, purpose } = row.row
    const remarks = notes.map((note) => `${note.field} ${note.code}`)
    expect([form, ...remarks].join(' ')).toBe(expected)
    if (remarks.length > 0) expect(purpose).toBeUndefined()
  })
})

describe('the same row', () => {
  const again = '2,2026年3月5日,华东精密有限公司,,王芳,采购经理,礼品,¥200,,,新年拜访,李明,销售部,'

  it('written twice without a number of its own is a duplicate, however it is spelt', async () => {
    const rows = await mapLines('taizhang', `${heading}\n${good}\n${again.replace(/^2/, '')}\n`)
    expect(rows.map(told)).toEqual(['ready', 'duplicate of 2'])
  })

  it('with another running number is a second benefit, with the same keys in every import', async () => {
    const keysOf = async () =>
      (await mapLines('taizhang', `${heading}\n${good}\n${again}\n`)).map((r) =>
        r.kind === 'ready' ? r.row.key : '',
      )
    const keys = await keysOf()
    expect(new Set(keys).size).toBe(2)
    expect(await keysOf()).toEqual(keys)
  })

  it.each([
    ['another day', good.replace('2026-03-05', '2026-03-06')],
    ['another fen', good.replace('200.00', '200.01')],
    ['another person', good.replace('王芳', '王方')],
  ])('is another row with %s', async (_, line) => {
    const rows = await mapLines('taizhang', `${heading}\n${good}\n${line}\n`)
    expect(rows.map(told)).toEqual(['ready', 'ready'])
  })
})

describe('the heading of a file', () => {
  it('is found below titles, which are no rows, and columns that are not read are named', async () => {
    const mapped = await mapFile(
      'taizhang',
      `2026年客户权益台账\n\n日期,客户,类别,价值,领导批示\n2026-03-05,华东,礼品,200,好\n`,
    )
    expect(mapped[0]).toMatchObject({ kind: 'header', line: 3, titleLines: 2, unread: ['领导批示'] })
    expect(mapped.slice(1).map((m) => m.kind)).toEqual(['ready'])
  })

  it('in 万元 multiplies the amounts below it', async () => {
    const [row] = await mapLines('taizhang', '日期,客户,类型,金额（万元）\n2026-03-05,华东,返利,1.2645\n')
    expect(row).toMatchObject({ row: { value: { money: { currency: 'CNY', minor: 1_264_500n } } } })
  })

  it('that lacks a column stops the import and names it', async () => {
    const mapped = await mapFile('taizhang', '日期,客户,类型\n2026-03-05,华东,礼品\n')
    expect(mapped).toMatchObject([{ kind: 'stopped', refusal: { code: 'imports.columns_missing' } }])
    expect(JSON.stringify(mapped)).toContain('金额')
    expect(JSON.stringify(mapped)).not.toContain('日期')
  })

  it('is looked for in the first 30 lines and not without end', async () => {
    const at = (titles: number) =>
      mapFile('taizhang', `${'说明\n'.repeat(titles)}日期,客户,类型,金额\n2026-03-05,华东,礼品,9\n`)
    expect((await at(30)).map((m) => m.kind)).toEqual(['header', 'ready'])
    expect((await at(31)).map((m) => m.kind)).toEqual(['stopped'])
  })
})

describe('a 台账 as a workbook', () => {
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`

  it('gives the same rows, day numbers read as days and formulas without a result rejected', async () => {
    const file = workbook(
      `<row r="1">${['日期', '客户', '类型', '金额'].map(text).join('')}</row>` +
        `<row r="2"><c><v>46086</v></c>${text('华东')}${text('礼品')}<c><v>1264.4999999999998</v></c></row>` +
        `<row r="4"><c><v>46087</v></c>${text('华东')}${text('礼品')}<c><f>D2*2</f></c></row>`,
    )
    const rows = await mapLines('taizhang', file)
    expect(rows.map(told)).toEqual(['ready', 'nil empty_line', 'rejected 金额 cell.formula_empty'])
    expect(rows[0]).toMatchObject({
      row: { day: { from: '2026-03-05' }, value: { money: { minor: 126_450n } } },
    })
    expect(rows[2]).toMatchObject({ line: 4 })
  })
})
