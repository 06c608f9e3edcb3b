import { expect, test } from 'vitest'
import { inPieces } from '../../../../test/setup/import-files.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { compareWith, type Compared } from '../compare.ts'
import type { EvidenceRecord } from '../domain.ts'

const journal = [
  '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员',
  '2026-11-10,记-1,客户晚餐,660103,销售费用-业务招待费,1280.50,,苏州平江路食府有限公司,王磊',
  '2026-11-11,记-2,晚餐,660103,销售费用-业务招待费,936.00,,太湖人家酒楼,李明',
  '2026-11-12,记-3,办公用品,660202,管理费用-办公费,410.40,,苏州文具公司,钱芳',
  '2026-11-12,记-3,进项税,222101,应交税费-进项税额,53.35,,,',
].join('\n')
const heading = '发票号码,开票日期,销方名称,货物或应税劳务名称,金额,税额,价税合计'
const number = (n: number) => `2631200000${String(n).padStart(10, '0')}`

const dinner: EvidenceRecord = {
  id: 'ben_1',
  kind: 'benefit',
  minor: 128_050n,
  day: '2026-11-08',
  names: [{ role: 'staff', name: '王磊' }],
  text: '商务餐叙',
  form: 'meal',
}

async function compared(lines: readonly string[], claimed: readonly string[] = []): Promise<Compared> {
  const found = await compareWith(inPieces(journal, 64), {
    currency: 'CNY',
    language: 'zh-CN',
    ownPeople: new Set(),
    records: async () => [dinner],
    pool: {
      find: async () => inPieces([heading, ...lines].join('\n'), 64),
      claimed: async () => new Set(claimed),
    },
  })
  if (found === 'stopped' || isRefusal(found)) throw new Error('it is compared')
  return found
}

const invoice = (n: number, seller: string, item: string, sums: string) =>
  `${number(n)},2026-11-09,${seller},${item},${sums}`

test('an invoice is covered by a claim or by a line with a benefit; others are looked at', async () => {
  const { pool } = await compared(
    [
      invoice(1, '苏州平江路食府有限公司', '*餐饮服务*餐费', '1280.50,0,1280.50'),
      invoice(2, '太湖人家酒楼有限公司', '*餐饮服务*餐费', '936.00,0,936.00'),
      invoice(3, '苏州文具公司', '*工艺品*礼盒', '410.40,53.35,463.75'),
      invoice(4, '苏州茗香茶叶行', '*茶*茶叶礼盒', '1800.00,234.00,2034.00'),
      invoice(5, '苏州虎丘旅行社', '*旅游服务*旅游费', '3000.00,180.00,3180.00'),
      invoice(6, '中国电信苏州分公司', '*电信服务*通讯费', '500.00,30.00,530.00'),
    ],
    [number(5)],
  )
  const { shares, listed, ofLines } = pool?.result ?? {}
  expect(shares).toMatchObject({
    total: { count: 6, minor: 842_425n },
    other: { count: 1, minor: 53_000n },
    covered: { count: 2, minor: 446_050n },
    listed: { count: 3, minor: 343_375n },
    unlisted: { count: 0, minor: 0n },
  })
  // The unregistered dinner stands in the list for its line, and not once more for its invoice.
  expect([...(ofLines ?? [])].map(([, each]) => each.number)).toEqual([number(2)])
  expect(listed?.map(({ invoice: each }) => each.number)).toEqual([number(3), number(4)])
  const [gift] = listed ?? []
  expect(gift?.reasons.map(({ code }) => code)).toContain('pool.line')
})

test('a void invoice, and one that a red-letter one takes back, are no spend', async () => {
  const { pool } = await compared([
    invoice(1, '苏州礼品公司', '*工艺品*礼品', '900.00,0,900.00'),
    invoice(2, '苏州礼品公司', '*工艺品*礼品', '-900.00,0,-900.00'),
    invoice(3, '苏州礼品公司', '*工艺品*礼品', '900.00,0,900.00'),
  ])
  expect(pool?.result.listed.map(({ invoice: each }) => each.number)).toEqual([number(3)])
  expect(pool?.result.shares.other).toEqual({ count: 2, minor: 0n })
})

test('the same amount of another seller covers nothing: bribes would hide in dinners', async () => {
  const { pool } = await compared([invoice(1, '苏州逸香烟酒行', '*酒*白酒', '1280.50,0,1280.50')])
  expect(pool?.result.listed).toHaveLength(1)
  expect(pool?.result.shares.covered.count).toBe(0)
})

test('an invoice that does not say what was sold is looked at where its seller trades in gifts', async () => {
  const { pool } = await compared([
    invoice(1, '苏州名酒行', '', '700.00,0,700.00'),
    invoice(2, '苏州五金公司', '', '700.00,0,700.00'),
  ])
  expect(pool?.result.listed.map(({ invoice: each }) => each.number)).toEqual([number(1)])
})
