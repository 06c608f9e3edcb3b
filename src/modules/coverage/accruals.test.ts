import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls } from '../../../test/setup/api-calls.ts'
import { personOf } from '../../../test/setup/budget-calls.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { voucherTexts } from '../../texts/vouchers.ts'
import { compareJournal } from './compare.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
  const tax = taxCalls(company)
  // Approved for 28 October, and not given by its end.
  await tax.given('gift', 998_00n, [], { form: 'gift', on: '2026-10-28', state: 'approved' })
  company.clock.set('2026-11-02T02:00:00.000Z')
  const body = { entityId: tax.entityId, month: '2026-10' }
  await apiCalls(company.world).good(personOf(company, 'finance'), 'ledger.book_accruals', { body })
})

afterAll(() => company.close())

const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门'

async function compared(...lines: readonly string[]) {
  const { pool, requests } = company.world
  const organisation = () => readOnly(pool, [systemActor], (tx) => requests.organisation(tx))
  const source = inPieces([heading, ...lines].join('\n'))
  const call = { source, entity: 'SZ', actor: systemActor, language: 'en', today: '2026-11-25' } as const
  const done = await compareJournal({ pool, organisation }, call)
  if (done === 'stopped' || isRefusal(done)) throw new Error('it can be read')
  return done
}

const dining = '660103,销售费用-业务招待费'
const owed = '224109,其他应付款-预提客户权益'
/** What our own voucher says of its occasion. */
const says = (occasion: 'accrual' | 'accrual_reversal') => voucherTexts[`vouchers.occasion.${occasion}`].zh
const accrued = `2026-10-31,7,客户权益 BR-T-gift 礼品 ${says('accrual')},${dining},998.00,,,,`
const takenBack = `2026-11-01,1,客户权益 BR-T-gift 礼品 ${says('accrual_reversal')},${dining},,998.00,,,`
const spent = `2026-11-20,9,客户权益 BR-T-gift 礼品 确认费用,${dining},998.00,,,,`

const given = (state: string) =>
  company.database.pool('owner', 1).query(`begin; set local app.entities to '*';
update benefits.benefit set state = '${state}' where number = 'BR-T-gift'; commit`)

/** Why the line of a journal was matched. */
async function whyOf(...lines: readonly string[]) {
  const { assessment, journal, records } = await compared(...lines)
  return assessment.matches.map(({ lines: [at = -1], records: [record = -1], reasons }) => ({
    line: journal.watched[at]?.line,
    kind: records[record]?.kind,
    codes: reasons.map(({ code }) => code),
  }))
}

test('the voucher of an accrual is found as one, and leaves its benefit to its own', async () => {
  await given('given')
  const found = await whyOf(accrued, spent)
  expect(found).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ line: 2, kind: 'accrual' }),
      expect.objectContaining({ line: 3, kind: 'benefit' }),
    ]),
  )
  expect(found).toHaveLength(2)
  const { report } = await compared(accrued, spent)
  expect(report).toMatchObject({ unfiled: [], unbooked: [] })
})

test('the other side of its voucher tells an accrual too, where its text says nothing', async () => {
  const silent = `2026-10-31,7,BR-T-gift 月末调整,${dining},998.00,,,,`
  const side = `2026-10-31,7,BR-T-gift 月末调整,${owed},,998.00,,,`
  expect(await whyOf(silent, side)).toMatchObject([{ line: 2, kind: 'accrual' }])
  expect(await whyOf(silent)).toMatchObject([{ kind: 'benefit' }])
})

test('an accrual and what takes it back come to nothing, so the spend alone is found', async () => {
  const { report, assessment } = await compared(accrued, takenBack, spent)
  expect(assessment.states).toEqual(['offset', 'offset', 'matched'])
  expect(report).toMatchObject({ unfiled: [], unbooked: [], matched: { minor: '99800' } })
  expect(await whyOf(accrued, takenBack, spent)).toMatchObject([{ line: 4, kind: 'benefit' }])
})

test('a benefit that was accrued and never spent is in the register and not in the books', async () => {
  const paper = (day: string) => `${day},3,打印纸,660202,管理费用-办公费,86.40,,,,`
  const [first, last] = [paper('2026-10-02'), paper('2026-11-25')]
  const { report } = await compared(first, accrued, takenBack, last)
  const lacking = [{ kind: 'benefit', number: 'BR-T-gift' }]
  expect(report.unbooked).toMatchObject(lacking)
  // What takes it back may be told in other words: the journal goes on all the same.
  expect((await compared(first, accrued, last)).report.unbooked).toMatchObject(lacking)
  // In the journal of October alone it is accrued as it has to be: it is spent in the next one.
  expect((await compared(first, accrued)).report.unbooked).toEqual([])
})

test('a spend of the same amount in the month of the accrual is that of the benefit', async () => {
  expect(await whyOf(`2026-10-30,6,BR-T-gift 礼品,${dining},998.00,,,,`)).toMatchObject([{ kind: 'benefit' }])
})
