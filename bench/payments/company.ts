import { accountTable as logInTable } from '../../src/modules/access/tables.ts'
import { ownAccountTable, statementTable } from '../../src/modules/payments/bank/tables.ts'
import { staffAccountTable } from '../../src/modules/payments/tables.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { ApiCalls } from '../../test/setup/api-calls.ts'
import { ourAccount } from '../../test/setup/bank-files.ts'
import { testNow, type Company } from '../../test/setup/company-on.ts'
import { hire } from '../../test/setup/hire.ts'
import { customerId, day, lunchOf, rowsBefore, statementId, statementLine } from './lives.ts'
import type { Life, Who } from './steps.ts'

/** The account of ours from which the bench pays. */
export const payingAccount = 'pacc_bench00000000'

/** Who gives the commands. */
export type Staff = Readonly<Record<Who, { readonly personId: string; readonly accountId: string }>>

/** Everybody who has a part in a payment, the accounts that it takes, and a statement of the bank. */
export async function staffOf(company: Company): Promise<Staff> {
  const { founded, store } = company
  const of = (key: string) => ({
    personId: founded.people[key] ?? '',
    accountId: founded.accounts[key] ?? '',
  })
  const [maker, checker] = [
    await hire(company, { role: 'finance' }),
    await hire(company, { role: 'finance' }),
  ]
  await store([
    ...[maker, checker].map(({ personId, accountId }) =>
      insertRow(logInTable, {
        id: accountId,
        person_id: personId,
        email: `${accountId}@mingtai.example`,
        language: 'zh-CN',
        is_open: true,
        password_by: null,
        factor_by: null,
      }),
    ),
    ...bankRows(company, { maker: maker.personId, checker: checker.personId }),
  ])
  return { sales: of('sales'), head: of('head'), finance: of('finance'), maker, checker }
}

function bankRows({ founded }: Company, by: Readonly<Record<'maker' | 'checker', string>>): RowChange[] {
  const entityId = founded.entities['suzhou'] ?? ''
  const checked = { state: 'verified', stated_at: testNow, checked_by: by.checker, checked_at: testNow }
  const claimant = founded.people['sales'] ?? ''
  return [
    insertRow(staffAccountTable, {
      ...checked,
      id: 'sacc_bench00000000',
      entity_id: entityId,
      person_id: claimant,
      holder: '王磊',
      bank: '招商银行苏州分行',
      number: '6217001180001234567',
      reference: '本人登记',
      stated_by: claimant,
      checked_how: 'in_person',
      check_reference: '当面核对银行卡',
      cnaps: null,
      province: null,
      city: null,
      phone: null,
    }),
    insertRow(ownAccountTable, {
      ...checked,
      id: payingAccount,
      entity_id: entityId,
      holder: '苏州明台装备有限公司',
      bank: '苏州银行',
      number: ourAccount,
      cnaps: '100000000001',
      bic: null,
      currency: 'CNY',
      form: 'pain001',
      stated_by: by.maker,
    }),
    insertRow(statementTable, {
      id: statementId,
      entity_id: entityId,
      account_id: payingAccount,
      form: 'camt053',
      number: 'BENCH-1',
      digest: 'a'.repeat(64),
      file_digest: 'b'.repeat(64),
      from_on: day,
      to_on: day,
      currency: 'CNY',
      opening_minor: 0n,
      closing_minor: 0n,
      state: 'counted',
      held_code: null,
      held_params: null,
      imported_by: by.maker,
      imported_at: testNow,
    }),
  ]
}

/** Numbers of lives, one behind the other. */
export type Lives = { readonly first: number; readonly last: number }

/** The numbers from the first to the last. */
export function numbersOf({ first, last }: Lives): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** Makes what is there before lives begin. */
export async function prepareLives(company: Company, lives: Lives): Promise<void> {
  const numbers = numbersOf(lives)
  for (let at = 0; at < numbers.length; at += 100) {
    await company.store(numbers.slice(at, at + 100).flatMap((n) => rowsBefore(company, n)))
  }
}

/** Files the lunches of lives, as many at a time as people would. */
export async function fileLunches(calls: ApiCalls, staff: Staff, lives: Lives): Promise<void> {
  const waiting = numbersOf(lives)
  const applicant = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      await calls.good(staff.sales.personId, 'requests.submit', { body: { proposal: lunchOf(n) } })
    }
  }
  await Promise.all(Array.from({ length: 8 }, applicant))
}

/** Lives as they stand now, in the order of their numbers. */
export async function livesIn({ world }: Company, { first, last }: Lives): Promise<Life[]> {
  const rows = await readOnly(world.pool, [systemActor], (tx) =>
    tx.sql<Omit<Life, 'n'> & { readonly n: string }>(
      `select right(request.customer_id, 8) as n, request.id as "requestId", request.version,
  flow.id as "approvalId", coalesce(line.claim_id, '') as "claimId", coalesce(paid.id, '') as "orderId"
from requests.request as request
join approvals.flow as flow on flow.object_type = 'request' and flow.object_id = request.id
left join payments.claim_line as line on line.request_id = request.id
left join payments.order as paid on paid.request_id = request.id
where request.customer_id between $1 and $2
order by 1`,
      [customerId(first), customerId(last)],
    ),
  )
  return rows.map((row) => ({ ...row, n: Number(row.n) }))
}

/** Sends the checked orders of lives to the bank, and has its statement show them. */
export async function sendToBank(
  company: Company,
  calls: ApiCalls,
  staff: Staff,
  lives: Lives,
): Promise<void> {
  const orderIds = (await livesIn(company, lives)).map(({ orderId }) => orderId)
  const body = { accountId: payingAccount, orderIds, executeOn: day }
  await calls.good(staff.maker.personId, 'bank.make_batch', { body })
  await showOnStatement(company, await livesIn(company, lives))
}

/** Has a statement of the bank show payments, each in a line that waits for a person. */
export async function showOnStatement(
  company: Company,
  paid: readonly Pick<Life, 'n' | 'orderId'>[],
): Promise<void> {
  const lines = paid.map(({ n, orderId }) => statementLine(company, n, { orderId, accountId: payingAccount }))
  for (let at = 0; at < lines.length; at += 500) await company.store(lines.slice(at, at + 500))
}
