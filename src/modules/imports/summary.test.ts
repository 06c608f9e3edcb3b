import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapFile, shipped } from '../../../test/setup/import-files.ts'
import { newTally } from './summary.ts'

const undecided = { prohibit: 0, hold: 0, escalate: 0, allow_with_conditions: 0, allow: 0 }
const heading = '序号,日期,客户名称,受益人,类型,金额（元）'

/** Cells that occur in real lists and cells that should not. */
const cell = fc.oneof(
  fc.constantFrom(
    '',
    '2026-03-05',
    '2026年3月',
    '3月5日',
    '华东',
    '王芳',
    '礼品',
    '公关费',
    '返利',
    '200',
    '一千二',
  ),
  fc.constantFrom(
    '-5',
    '无',
    '合计',
    '"',
    '"a,b"',
    '"open',
    '1,264.50',
    '￥1264.5',
    'x\ty',
    '待定',
    '2026-02-30',
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/[{}]/g, '')),
)
const complete = fc
  .tuple(
    fc.constantFrom('1', ''),
    fc.constantFrom('2026-03-05', '2026年3月', ''),
    fc.constantFrom('华东', ''),
    fc.constantFrom('王芳', ''),
    fc.constantFrom('礼品', '返利', '公关费'),
    fc.constantFrom('200', '待定', '一千二'),
  )
  .map((cells) => cells.join(','))
const messy = fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(','))
const line = fc.oneof(complete, messy)

async function summarise(text: string) {
  const tally = newTally()
  for (const item of await mapFile('taizhang', text)) tally.add(item)
  return tally
}

describe('the summary of an import', () => {
  it('adds up to the rows, whatever the lines hold, and has words for each reason', async () => {
    const reached = { accepted: 0, held: 0, rejected: 0, duplicates: 0, nil: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const below = lines.join('\n')
        const tally = await summarise(`${heading}\n1,2026-03-05,华东,王芳,礼品,200\n${below}\n${below}`)
        const summary = tally.summary(shipped('taizhang'), 'zh-CN', undecided)
        const { accepted, held, rejected, duplicates, nil } = summary
        expect(accepted + held + rejected + duplicates + nil).toBe(summary.rows)
        expect(summary.rejections).toHaveLength(rejected)
        expect(summary.holds).toHaveLength(held)
        const english = tally.summary(shipped('taizhang'), 'en', undecided)
        for (const told of [
          ...summary.rejections,
          ...english.rejections,
          ...summary.holds,
          ...english.holds,
        ]) {
          expect(told.reason).not.toMatch(/^$|\{\w+\}/)
          expect(told.repair).not.toMatch(/^$|\{\w+\}/)
        }
        for (const key of Object.keys(reached) as (keyof typeof reached)[]) reached[key] += summary[key]
      }),
      { numRuns: 300, seed: 20_261_125 },
    )
    console.log(`rows reached: ${JSON.stringify(reached)}`)
    expect(Object.values(reached).every((n) => n > 20)).toBe(true)
  })

  it('loses no line of a file: as many rows as there are lines below the heading', async () => {
    const plain = fc.array(fc.constantFrom('', '2026-03-05', '华东', '礼品', '200', '一千二'), {
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(plain, { minLength: 1, maxLength: 25 }), async (lines) => {
        const text = lines.map((cells) => `${cells.join(',')}\n`).join('')
        const tally = await summarise(`${heading}\n${text}`)
        expect(tally.summary(shipped('taizhang'), 'en', undecided).rows).toBe(lines.length)
      }),
      { numRuns: 200 },
    )
  })

  it('names the row, the column as the file calls it, the reason and the repair', async () => {
    const tally = await summarise(`${heading}\n1,2026-03-05,华东,王芳,礼品,一千二\n`)
    expect(tally.summary(shipped('taizhang'), 'zh-CN', undecided).rejections).toEqual([
      {
        row: 2,
        field: '金额（元）',
        reason: '“一千二”是口语数字，可能有不同理解。',
        repair: '请写成阿拉伯数字（如 1200.00）或规范的大写金额。',
      },
    ])
    expect(tally.summary(shipped('taizhang'), 'en', undecided).rejections[0]?.reason).toBe(
      '“一千二” is in everyday numerals, which can mean more than one amount.',
    )
  })
})
