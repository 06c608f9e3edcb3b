import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimGround } from '../../../test/setup/claim-paths.ts'
import { foreignLunch, ownRate } from '../../../test/setup/foreign-lunch.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { compareJournal } from './compare.ts'

// Twelve dollars, ¥85.48 on their day, for which a card charged ¥95.00: eleven percent from the rate. The
// books show what the giving came to, what is paid, or both.

let ground: Awaited<ReturnType<typeof claimGround>>
let number: string

beforeAll(async () => {
  ground = await claimGround()
  await ownRate(ground.company)
  const { calls } = ground
  const requestId = await foreignLunch(calls)
  const [receipt, proofId] = [
    await calls.upload('sales', 'receipt', '小票.txt'),
    await calls.upload('sales', 'other', '账单.txt'),
  ]
  const lines = [{ requestId, minor: '1200', paid: '9500' }]
  const body = { lines, fileIds: [receipt, proofId], proofId, currency: 'CNY' }
  const { claimId } = await calls.good('sales', 'payments.file_claim', { body })
  await calls.good(calls.checker, 'payments.check_claim', {
    params: { claimId },
    body: { version: 1, verdict: 'accept', reason: '账单已核对，卡组织汇率较高' },
  })
  const [row] = await calls.sql(
    `select b.number from benefits.benefit b join requests.request r on r.benefit_id = b.id where r.id = $1`,
    [requestId],
  )
  number = String(row?.['number'])
}, 120_000)

afterAll(async () => {
  ground.calls.close()
  await ground.company.close()
})

const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门'
const line = (day: string, voucher: string, text: string, amount: string) =>
  `${day},${voucher},${text},660103,销售费用-业务招待费,${amount},,,王磊,`

async function compared(...lines: readonly string[]) {
  const { pool, requests } = ground.company.world
  const organisation = () => readOnly(pool, [systemActor], (tx) => requests.organisation(tx))
  // A journal of the month from its first day to its last, so that what is not in it is known not to be.
  const paper = (day: string) => `${day},99,打印纸,660202,管理费用-办公费,86.40,,,,`
  const all = [heading, paper('2026-11-02'), ...lines, paper('2026-11-30')]
  const call = { entity: 'SZ', actor: systemActor, language: 'en', today: '2026-12-05' } as const
  const done = await compareJournal({ pool, organisation }, { ...call, source: inPieces(all.join('\n')) })
  if (done === 'stopped' || isRefusal(done)) throw new Error('it can be read')
  const { assessment, journal, report } = done
  const found = assessment.matches.flatMap(({ lines: own }) => own.map((at) => journal.watched[at]?.minor))
  const benefits = report.unbooked.filter((each) => each.kind === 'benefit')
  return { found: found.toSorted(), unbooked: benefits.map((each) => ('number' in each ? each.number : '')) }
}

const given = (text = `客户权益 ${number} 餐饮 确认费用`, amount = '85.60') =>
  line('2026-11-25', '1', text, amount)
const paid = () => line('2026-11-27', '2', '王磊 报销招待费', '95.00')

test('a line of what was paid is the benefit, however far from the rate it is', async () => {
  expect(await compared(paid())).toEqual({ found: [9_500n], unbooked: [] })
})

test('so is the voucher of its giving, before the payment or beside it', async () => {
  expect(await compared(given())).toEqual({ found: [8_560n], unbooked: [] })
  expect(await compared(given(), paid())).toEqual({ found: [8_560n, 9_500n], unbooked: [] })
})

test('a voucher of the giving without our number is found alone, never beside what was paid', async () => {
  const bare = given('王磊 招待客户午餐', '85.48')
  expect(await compared(bare)).toEqual({ found: [8_548n], unbooked: [] })
  // Else a stranger of about that amount would hide behind the real one.
  expect(await compared(bare, paid())).toEqual({ found: [9_500n], unbooked: [] })
})

test('a line of neither is none, and then the benefit is told as not in the books', async () => {
  expect(await compared(given(`客户权益 ${number} 餐饮 确认费用`, '70.00'))).toEqual({
    found: [],
    unbooked: [number],
  })
})
