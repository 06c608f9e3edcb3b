import { describe, expect, test } from 'vitest'
import { journalText, sampleJournal } from '../../../bench/journal-sample.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { compareWith, type Compared } from './compare.ts'
import type { EvidenceRecord } from './domain.ts'

const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门\n'

async function compared(
  lines: string | readonly string[],
  records: readonly EvidenceRecord[] = [],
  ownPeople: readonly string[] = [],
): Promise<Compared> {
  const text = typeof lines === 'string' ? lines : heading + lines.map((line) => `${line}\n`).join('')
  const done = await compareWith(inPieces(text), {
    currency: 'CNY',
    language: 'zh-CN',
    ownPeople: new Set(ownPeople),
    records: async () => records,
  })
  if (done === 'stopped' || isRefusal(done)) throw new Error('it can be read')
  return done
}

function benefit(id: string, minor: bigint, day: string, more: Partial<EvidenceRecord> = {}): EvidenceRecord {
  const names = [
    { role: 'customer', name: '苏州恒达机械有限公司' },
    { role: 'person', name: '王建国' },
    { role: 'staff', name: '李明' },
  ] as const
  return { id, kind: 'benefit', minor, day, text: '来访用餐', form: 'meal', names, ...more }
}

const dining = '660103,销售费用-业务招待费'
const matchesOf = ({ assessment, records, journal }: Compared) =>
  assessment.matches.map((match) => ({
    records: match.records.map((at) => records[at]?.id),
    lines: match.lines.map((at) => journal.watched[at]?.line),
  }))

describe('A spend finds the benefit behind it', () => {
  test('by the account of revenue to which rebates and discounts go', async () => {
    const names = [{ role: 'number', name: 'BR-2025-0009' }] as const
    const records = [benefit('b9', 123_456n, '2025-03-14', { form: 'rebate', names })]
    const allowance = '600102,主营业务收入-折扣折让'
    const done = await compared(
      [`2025-03-31,1,客户权益 BR-2025-0009 返利 确认费用,${allowance},1234.56,,,,`],
      records,
    )
    expect(matchesOf(done)).toEqual([{ records: ['b9'], lines: [2] }])
    expect(done.report).toMatchObject({ unfiled: [], unbooked: [] })
  })

  test('by the number that our own vouchers carry, and by that number alone', async () => {
    const numbered = (id: string, number: string) =>
      benefit(id, 100_000n, '2025-03-14', { number, names: [{ role: 'number', name: number }] })
    const [first, twelfth] = [numbered('b1', 'BR-2025-0001'), numbered('b12', 'BR-2025-00012')]
    const records = [first, twelfth, numbered('b7', 'BR-2025-0007'), numbered('b8', 'BR-2025-0008')]
    const done = await compared(
      [
        `2025-03-31,1,客户权益 BR-2025-00012 餐饮 确认费用,${dining},1000.00,,,,`,
        `2025-03-31,2,客户权益 BR-2025-0001 2桌 确认费用,${dining},1000.00,,,,`,
        `2025-03-31,3,招待费,${dining},1000.00,,,,`,
        `2025-03-31,4,餐饮 br－2025－ 0007,${dining},1000.00,,,,`,
        `2025-03-31,5,餐费,${dining},1000.00,,BR-2025-0008,,`,
      ],
      records,
    )
    expect(matchesOf(done).toSorted((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0))).toEqual([
      { records: ['b12'], lines: [2] },
      { records: ['b1'], lines: [3] },
      { records: ['b7'], lines: [5] },
      { records: ['b8'], lines: [6] },
    ])
    expect(done.report.unfiled.map(({ line }) => line)).toEqual([4])
  })

  test('by its number behind a longer one that begins alike', async () => {
    const number = 'BR-2026-1184'
    const records = [
      benefit('b', 100_000n, '2026-03-14', { number, names: [{ role: 'number', name: number }] }),
    ]
    const found = async (text: string) =>
      matchesOf(await compared([`2026-03-31,1,${text},${dining},1000.00,,,,`], records))
    expect(await found('BR-2026-11840、BR-2026-1184')).toEqual([{ records: ['b'], lines: [2] }])
    expect(await found('BR-2026-11840、BR-2026-11841')).toEqual([])
  })

  test('by amount, day and name; what has none stands on the list', async () => {
    const done = await compared(
      [
        `2025-03-20,1,招待苏州恒达王总,${dining},1280.00,,,李明,华东销售部`,
        `2025-03-20,2,招待费,${dining},640.00,,,赵强,华东销售部`,
      ],
      [benefit('b1', 128_000n, '2025-03-14')],
    )
    expect(matchesOf(done)).toEqual([{ records: ['b1'], lines: [2] }])
    expect(done.report.unfiled).toMatchObject([{ line: 3, amount: { currency: 'CNY', minor: '64000' } }])
    expect(done.report.unfiled[0]?.why).toContain('登记簿中没有对应记录')
    expect(done.report).toMatchObject({
      coverage: '66.6',
      spend: { minor: '192000' },
      matched: { minor: '128000' },
    })
  })

  const alone: readonly (readonly [string, string, EvidenceRecord, boolean])[] = [
    [
      'a round amount without a name proves nothing',
      '2025-03-20,1,招待费,',
      benefit('b', 100_000n, '2025-03-14'),
      false,
    ],
    [
      'an odd amount in the right account does, within a month',
      '2025-03-20,1,招待费,',
      benefit('b', 103_700n, '2025-03-14'),
      true,
    ],
    ['not after a month', '2025-04-20,1,招待费,', benefit('b', 103_700n, '2025-03-14'), false],
    [
      'not a hundred and one days later, whoever is named',
      '2025-06-23,1,招待王建国,',
      benefit('b', 103_700n, '2025-03-14'),
      false,
    ],
  ]
  test.each(alone)('%s', async (_, line, record, isMatched) => {
    const amount = `${record.minor / 100n}.00`
    const done = await compared([`${line}${dining},${amount},,,,`], [record])
    expect(done.assessment.matches).toHaveLength(isMatched ? 1 : 0)
  })

  const late = (vendor: string, payee = '') =>
    compared(
      [`2025-05-05,1,${payee === '' ? vendor : '餐费'} 880.00,${dining},880.00,,${payee},,`],
      [
        benefit('b', 88_000n, '2025-03-14', {
          names: [
            { role: 'person', name: '王建国' },
            { role: 'vendor', name: '宏图酒楼' },
          ],
        }),
      ],
    )

  test.each([
    ['in the text', '宏图酒楼', ''],
    ['as the payee', '', '苏州宏图酒楼有限公司'],
  ])('by its vendor %s, where no person is named', async (_, text, payee) => {
    const done = await late(text, payee)
    expect(matchesOf(done)).toEqual([{ records: ['b'], lines: [2] }])
    expect(done.assessment.matches[0]?.reasons.map(({ code }) => code)).toContain('match.vendor')
  })

  test.each(['餐饮', '鸿运酒楼'])('not by %s, which is another one or none', async (text) => {
    expect((await late(text)).assessment.matches).toEqual([])
  })

  test('a vendor that is called after its trade alone names nobody', async () => {
    const names = [{ role: 'vendor', name: '大酒店' }] as const
    const done = await compared(
      [`2025-03-20,1,大酒店,${dining},1000.00,,大酒店,,`],
      [benefit('b', 100_000n, '2025-03-14', { names })],
    )
    expect(done.assessment.matches).toEqual([])
  })

  test.each([
    ['宏图酒楼', 1],
    ['大酒店', 0],
  ])('several at one vendor, in its bill of the month: %s', async (vendor, matches) => {
    const names = [{ role: 'vendor', name: vendor }] as const
    const records = [
      benefit('first', 100_100n, '2025-06-02', { names }),
      benefit('second', 90_000n, '2025-06-05', { names }),
    ]
    const done = await compared([`2025-06-30,1,六月餐费,${dining},1901.00,,${vendor},,`], records)
    expect(done.assessment.matches).toHaveLength(matches)
  })

  const saying = (id: string, text: string) => benefit(id, 128_000n, '2025-03-14', { text })
  const onDay = (text: string, amount = '1280.00') => `2025-03-20,1,${text},${dining},${amount},,,李明,`

  test.each([
    ['二期产线验收宴请', '来访用餐 二期产线验收后用餐'],
    ['dinner after the Kunshan workshop', 'Workshop with the planners'],
  ])('by its text, where only that tells two apart: %s', async (line, text) => {
    const records = [saying('other', '来访用餐 年度框架谈判 Exhibition'), saying('right', text)]
    const done = await compared([onDay(line)], records)
    expect(matchesOf(done)).toEqual([{ records: ['right'], lines: [2] }])
    expect(done.assessment.matches[0]?.reasons.map(({ code }) => code)).toContain('match.text')
  })

  test.each([
    ['what such texts always say', '业务招待费 客户来访用餐', '客户来访用餐 业务招待费'],
    ['the name of a party', '恒达机械王建国', '恒达机械王建国来访'],
    ['three letters', '周年庆用餐', '周年庆'],
  ])('but not by %s', async (_, line, text) => {
    const { assessment } = await compared([onDay(line)], [saying('b', text)])
    expect(assessment.matches).toHaveLength(1)
    expect(assessment.matches[0]?.reasons.map(({ code }) => code)).not.toContain('match.text')
  })

  test('a text proves nothing by itself', async () => {
    const [line, text] = ['二期产线验收宴请', '二期产线验收宴请']
    const nobody = benefit('b', 100_000n, '2025-03-14', { text, names: [] })
    const done = await compared([onDay(line, '1000.00').replace('李明', '')], [nobody])
    expect(done.assessment.matches).toEqual([])
  })

  test('a benefit is used once, by the surer line', async () => {
    const done = await compared(
      [
        `2025-03-25,1,招待费,${dining},1280.00,,,李明,华东销售部`,
        `2025-03-15,2,招待苏州恒达,${dining},1280.00,,,李明,华东销售部`,
      ],
      [benefit('b1', 128_000n, '2025-03-14')],
    )
    expect(matchesOf(done)).toEqual([{ records: ['b1'], lines: [3] }])
    expect(done.report.unfiled.map(({ line }) => line)).toEqual([2])
  })

  test('also in two lines, with its tax apart, three in one claim, one in two vouchers', async () => {
    const done = await compared(
      [
        `2025-03-20,1,餐费,${dining},900.00,,,李明,华东销售部`,
        `2025-03-20,1,酒水,${dining},380.00,,,李明,华东销售部`,
        `2025-04-20,2,伴手礼,660110,销售费用-礼品费,1000.00,,,李明,华东销售部`,
        '2025-04-20,2,伴手礼,22210101,应交税费-进项税额,130.00,,,,',
        `2025-06-20,3,六月招待,${dining},3001.00,,,李明,华东销售部`,
        `2025-10-20,4,招待首付,${dining},700.00,,,李明,华东销售部`,
        `2025-11-02,5,招待尾款,${dining},817.00,,,李明,华东销售部`,
      ],
      [
        benefit('two lines', 128_000n, '2025-03-14'),
        benefit('with tax', 113_000n, '2025-04-14', { form: 'gift' }),
        benefit('first', 100_100n, '2025-06-02'),
        benefit('second', 90_000n, '2025-06-05'),
        benefit('third', 110_000n, '2025-06-10'),
        benefit('in parts', 151_700n, '2025-10-14'),
      ],
    )
    expect(matchesOf(done)).toEqual([
      { records: ['two lines'], lines: [2, 3] },
      { records: ['with tax'], lines: [4] },
      { records: ['first', 'second', 'third'], lines: [6] },
      { records: ['in parts'], lines: [7, 8] },
    ])
    expect(done.report.unfiled).toEqual([])
    expect(done.report.coverage).toBe('100.0')
  })

  test('a registered benefit that the books do not show is told', async () => {
    const done = await compared(
      [`2025-03-20,1,招待,${dining},77.00,,,,`, `2025-01-02,2,招待,${dining},78.00,,,,`],
      [benefit('b1', 128_000n, '2025-03-14')],
    )
    expect(done.report.unbooked).toMatchObject([{ kind: 'benefit', benefitId: 'b1' }])
  })
})

describe('The states of an account sum up to its total, to the cent', () => {
  test('closings are no spend, entries that are taken back cancel, credits count', async () => {
    const done = await compared([
      `2025-03-20,1,招待费,${dining},1280.55,,,李明,华东销售部`,
      `2025-03-22,2,冲销 招待费,${dining},-1280.55,,,李明,华东销售部`,
      `2025-03-23,3,招待费,${dining},640.10,,,赵强,华东销售部`,
      `2025-03-24,4,餐厅退款,${dining},,40.10,,赵强,华东销售部`,
      '2025-03-31,5,结转损益,4103,本年利润,600.00,,,,',
      `2025-03-31,5,结转损益,${dining},,600.00,,,`,
    ])
    expect(done.report.accounts).toMatchObject([
      {
        lines: 4,
        total: { minor: '60000' },
        matched: { minor: '0' },
        explained: { minor: '-4010' },
        unexplained: { minor: '64010' },
      },
    ])
  })
})

describe('Signs of a disguise', () => {
  const ordinary = Array.from(
    { length: 40 },
    (_, i) =>
      `2025-03-0${3 + (i % 5)},9${i},打印纸,660202,管理费用-办公费,${120 + i * 7}.40,,苏州文具公司,钱芳,行政部`,
  )
  const signs: readonly (readonly [string, string, string])[] = [
    [
      'a wine shop as office supplies',
      '2025-03-14,1,办公用品,660202,管理费用-办公费,8600.00,,苏州老窖酒业有限公司,李明,华东销售部',
      '烟酒茶',
    ],
    ['a gift card', '2025-03-14,1,购京东卡,660299,管理费用-其他,5000.00,,,李明,华东销售部', '京东卡'],
    ['a stranger in cash', '2025-03-14,1,讲课费,660211,管理费用-劳务费,6000.00,,周国平,,', '不是本公司员工'],
  ]
  test.each(signs)('%s is listed, and says why', async (_, line, why) => {
    const { report } = await compared([line, ...ordinary])
    expect(report.unfiled.map((each) => each.line)).toEqual([2])
    expect(report.unfiled[0]?.why).toContain(why)
  })

  test('the same small paper from the usual vendor is not', async () => {
    const { report } = await compared(ordinary)
    expect(report.unfiled).toEqual([])
  })

  test('paying back one of our own is no payment to a stranger', async () => {
    const line = '2025-03-14,1,出差打车,660202,管理费用-办公费,612.30,,周国平,,'
    const own = await compared([line, ...ordinary], [], ['周国平'])
    const stranger = await compared([line, ...ordinary])
    expect(own.report.unfiled).toEqual([])
    expect(stranger.report.unfiled).toHaveLength(1)
  })
})

test('In a made journal at least 95 of 100 disguises are among one line in a hundred', async () => {
  const journal = sampleJournal(60_000, 11)
  const records = journal.benefits.map(
    ({ id, day, minor, form, title, customer, person, staff }): EvidenceRecord => ({
      ...benefit(id, BigInt(minor), day),
      form,
      text: title,
      names: [
        { role: 'customer', name: customer },
        { role: 'person', name: person },
        { role: 'staff', name: staff },
      ],
    }),
  )
  const { report, assessment } = await compared([...journalText(journal)].join(''), records)
  const listed = new Set(report.unfiled.map(({ line }) => line))
  const found = [...journal.planted.keys()].filter((line) => listed.has(line)).length
  expect(report.lines).toBe(journal.lines)
  expect(listed.size).toBeLessThanOrEqual(report.lines / 100)
  expect(found / journal.planted.size).toBeGreaterThanOrEqual(0.95)
  for (const { total, sums } of assessment.accounts) {
    expect(Object.values(sums).reduce((sum, part) => sum + part, 0n)).toBe(total)
  }
})
