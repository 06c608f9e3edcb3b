import { classificationTable, newCustomer, newPerson } from '../../src/modules/parties/index.ts'
import { statementLineTable } from '../../src/modules/payments/bank/tables.ts'
import { evidenceTable } from '../../src/modules/requests/tables.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { testNow, type Company } from '../../test/setup/company-on.ts'
import { lunchOn } from '../../test/setup/approval-round.ts'

// A life is one lunch from its approval to the line of the bank's statement that shows its reimbursement.
// Each has a customer and a guest of its own, so that no two wait for one row. Its number, of eight digits,
// ends the identifiers of all that is made for it beforehand.

/** The day on which everything happens. */
export const day = '2026-11-25'

/** What a lunch costs, in minor units. */
export const minor = '9000'

/** The papers that the shipped rules ask for before a meal is given and paid. */
export const papers = ['agenda', 'attendeeList', 'receipt', 'invoice']

/** The file of a life for a purpose. */
export function fileId(purpose: string, n: number): string {
  return `file_${purpose.toLowerCase().padEnd(12, '0')}${n}`
}

/** The statement on which the bank shows payments. */
export const statementId = 'stmt_bench00000000'

/** The line of a statement that shows the payment of a life. */
export function lineId(n: number): string {
  return `line_statement00${n}`
}

/** What the applicant of a life sends. */
export function lunchOf(n: number): object {
  const people = { customer: { partyId: customerId(n) }, recipient: { to: 'person', partyId: guestId(n) } }
  return { ...lunchOn(day), ...people, amount: { currency: 'CNY', minor } }
}

/** The customer of a life. */
export function customerId(n: number): string {
  return `party_customer00${n}`
}

function guestId(n: number): string {
  return `party_guest00000${n}`
}

/** The customer, the guest and the papers of a life, before it begins. */
export function rowsBefore({ founded }: Company, n: number): RowChange[] {
  const known = { country: 'CN', created_at: testNow, public_purchaser: false }
  const work = { decides_on_us: true, management_duty: false, nominated_by: null, position: '采购' }
  const until = { from_on: '2020-01-01', until_on: null }
  const entityId = founded.entities['suzhou'] ?? ''
  const file = (purpose: string, kind: string) =>
    insertRow(evidenceTable, {
      id: fileId(purpose, n),
      entity_id: entityId,
      request_id: null,
      kind,
      name: `${kind}.pdf`,
      digest: `${n}`.repeat(8),
      media_type: 'application/pdf',
      bytes: 81_920n,
      added_by: founded.people['sales'] ?? '',
      added_at: testNow,
      withdrawn_at: null,
    })
  return [
    newCustomer({
      ...known,
      id: customerId(n),
      name: `昆山测试${n}号机械有限公司`,
      ownership: 'private',
      role: 'dealer',
      staff_benefit_authorised: false,
      account_verified: true,
    }),
    ...newPerson({
      id: guestId(n),
      name: `客人${n}`,
      at: testNow,
      employment: { ...work, ...until, id: `mem_employment00${n}`, customer_id: customerId(n) },
    }),
    insertRow(classificationTable, {
      ...until,
      id: `cls_class0000000${n}`,
      person_id: guestId(n),
      class: 'private_staff',
      is_verified: true,
      source: 'document',
      evidence: '名片',
      left_office_on: null,
      was_leader: null,
    }),
    ...papers.map((kind) => file(kind, kind)),
    file('claim', 'receipt'),
  ]
}

/** The line of the bank's statement that shows its payment, and of which a person has to say what it is. */
export function statementLine(
  company: Company,
  n: number,
  { orderId, accountId }: { readonly orderId: string; readonly accountId: string },
): RowChange {
  return insertRow(statementLineTable, {
    id: lineId(n),
    entity_id: company.founded.entities['suzhou'] ?? '',
    statement_id: statementId,
    account_id: accountId,
    key: `bench-${n}`,
    row_number: 1,
    direction: 'out',
    currency: 'CNY',
    minor: BigInt(minor),
    booked_on: day,
    status: 'booked',
    end_to_end_id: null,
    tail: null,
    verdict: 'ask',
    why: null,
    matched_by: null,
    order_ids: JSON.stringify([orderId]),
    answered_by: null,
    answered_at: null,
    reason: null,
    unmatched_by: null,
    unmatched_at: null,
    unmatch_reason: null,
  })
}
