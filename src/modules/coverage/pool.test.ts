import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coverageCalls } from '../../../test/setup/coverage-calls.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls } from '../../../test/setup/request-calls.ts'
import { bodyOf, codeOf, givenBenefit } from '../../../test/setup/voucher-calls.ts'
import { bindLines, followFiled } from '../../app/declared-lines.ts'
import { followFromNow, logSigner, sequenceNow } from '../audit/index.ts'

let company: Company
let calls: ReturnType<typeof coverageCalls>

beforeAll(async () => {
  company = await testCompany()
  calls = coverageCalls(company)
  await company.store([givenBenefit(company, 1, { value_minor: 128_050n, number: 'BR-2025-0001' })])
}, 180_000)
afterAll(() => company.close())

const journal = [
  '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员',
  '2026-11-10,记-1,礼品,660103,销售费用-业务招待费,1280.50,,,',
  '2026-11-11,记-2,招待费,660103,销售费用-业务招待费,640.00,,太湖人家酒楼,李明',
].join('\n')
const heading = '发票号码,开票日期,销方名称,货物或应税劳务名称,价税合计'
const list = [
  heading,
  '26312000000000000001,2026-11-09,太湖人家酒楼,*餐饮服务*餐费,640.00',
  '26312000000000000002,2026-11-09,苏州茗香茶叶行,*茶*茶叶礼盒,2034.00',
  '26312000000000000003,2026-11-09,中国电信,*电信服务*通讯费,530.00',
].join('\n')
const share = (count: number, minor: string) => ({ count, sum: { currency: 'CNY', minor } })

type Page = { readonly pool?: object; readonly certificate?: { readonly pool?: object } }
const pageOf = async (runId: string) => bodyOf<Page>(await calls.call('coverage.run', { params: { runId } }))
const mark = async (runId: string, lineId: string) =>
  calls.call('coverage.mark', { params: { runId, lineId }, body: { reason: '自用，附领用单' } })

describe('the list of received e-invoices', () => {
  it('is compared beside a journal that stands already; answers stay, parts are the whole', async () => {
    const first = (await calls.compare(journal)).runId ?? ''
    const [dinner] = await calls.linesOf(first)
    await mark(first, dinner?.lineId ?? '')
    const { runId = '' } = await calls.addPool(first, list)
    expect((await pageOf(runId)).pool).toMatchObject({
      total: share(3, '320400'),
      other: share(1, '53000'),
      covered: share(0, '0'),
      explained: share(1, '64000'),
      open: share(1, '203400'),
    })
    const lines = await calls.linesOf(runId)
    expect(lines.map(({ source, state, invoice }) => [source, state, invoice?.number])).toEqual([
      ['journal', 'explained', '26312000000000000001'],
      ['invoice', 'open', '26312000000000000002'],
    ])
    // The corrected journal keeps the list that is of its days.
    const again = (await calls.compare(journal.replace('记-1', '记-9'))).runId ?? ''
    expect((await pageOf(again)).pool).toMatchObject({ total: share(3, '320400') })
    const signed = await calls.call('coverage.sign', {
      params: { runId: again },
      body: { statement: '已逐项核对' },
      as: 'compliance',
    })
    expect(codeOf(signed)).toBe('answer')
    expect((await pageOf(again)).certificate?.pool).toMatchObject({ open: share(1, '203400') })
    const file = await calls.call('coverage.certificate', { params: { runId: again } })
    const text = file.kind === 'bytes' ? String(file.bytes) : file.kind
    expect(text).toContain('未说明 1 张 ¥2,034.00')
    expect(text).toContain('已逐项核对')
  })

  it('is refused where it is none, and keeps a certificate back while a line is unread', async () => {
    expect((await calls.compare(journal, '客户,金额\n甲,1')).refused?.code).toBe('coverage.no_pool_heading')
    const { runId = '' } = await calls.compare(journal, `${list}\n2.6E+19,2026-11-09,甲,*酒*酒,10.00`)
    const page = bodyOf(await calls.call('coverage.run', { params: { runId } }))
    expect(page['unreadLines']).toMatchObject([{ of: 'invoices', line: 5 }])
    const sign = { params: { runId }, body: { statement: '已逐项核对' }, as: 'compliance' }
    expect(codeOf(await calls.call('coverage.sign', sign))).toBe('coverage.lines_unread')
    expect(codeOf(await calls.call('coverage.add_pool', { params: { runId } }))).toBe('coverage.no_file')
    expect(
      codeOf(await calls.call('coverage.add_pool', { params: { runId }, files: [list], as: 'sales' })),
    ).toBe('platform.not_found')
  })
})

describe('the benefit behind a line', () => {
  it('is offered with what speaks for it', async () => {
    const { runId = '' } = await calls.compare(journal.replace('1280.50', '1281.00'))
    const line = (await calls.linesOf(runId)).find((each) => each.line === 2)
    const asked = { params: { runId, lineId: line?.lineId } }
    const { items } = bodyOf<{ items: readonly { benefitId: string; why: string }[] }>(
      await calls.call('coverage.candidates', asked),
    )
    expect(items).toMatchObject([{ benefitId: 'ben_voucher0001' }])
    expect(items[0]?.why).toContain('金额相近')
  })

  it.each([
    ['is declared late from the line, which is matched to it once it is filed', '650.00', {}, 'matched'],
    [
      'waits for compliance where a large line is declared as a small gift',
      '9300.00',
      { amount: { currency: 'CNY', minor: '5000' } },
      'waiting',
    ],
  ])('%s', async (_, spent, told, state) => {
    const worker = company.database.pool('worker', 2)
    const { ring, now } = company.world
    await followFromNow(worker, 'coverage.declared')
    const { runId = '' } = await calls.compare(journal.replace('640.00', spent))
    const line = (await calls.linesOf(runId)).find((each) => each.state === 'open')
    const declared = await calls.call('coverage.declare', { params: { runId, lineId: line?.lineId } })
    const { requestId } = bodyOf<{ requestId: string }>(declared)
    expect(codeOf(await calls.call('coverage.declare', { params: { runId, lineId: line?.lineId } }))).toBe(
      'coverage.line_settled',
    )
    const requests = requestCalls(company)
    const draft = await requests.good('finance', 'requests.draft', { params: { requestId } })
    const proposal = draft['proposal'] as Record<string, unknown> // the contract checked it
    expect(proposal).toMatchObject({ happensOn: '2026-11-11', direction: 'given' })
    expect(String(proposal['reason'])).toContain('太湖人家酒楼')
    await requests.good('finance', 'requests.submit', {
      body: {
        draftId: requestId,
        draftVersion: draft['version'],
        proposal: {
          ...proposal,
          ...told,
          customer: { partyId: parties.dealer },
          kindId: 'gift',
          recipient: { to: 'person', partyId: parties.buyer },
        },
      },
    })
    await sequenceNow({ pool: worker, signer: logSigner(ring), now })
    while ((await followFiled(company.world, worker)) > 0);
    await bindLines(company.world, { requestId })
    const after = (await calls.linesOf(runId)).find((each) => each.lineId === line?.lineId)
    expect(after).toMatchObject({ state, benefit: { requestId } })
  })
})
