import type { Operation } from '../../src/contract/operation.ts'
import { grantableRoles } from '../../src/modules/access/roles.ts'
import { accessTable } from '../../src/modules/access/table.ts'
import type { Statuses } from './staffed-server.ts'

type Row = 'good' | 400 | 401 | 403 | 409

/** Rows that calls by chance meet rarely or never, under the test that holds them. */
export const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'src/modules/access/routes.test.ts': [
    'access.sign_in: good',
    'access.sign_in: 409',
    'access.second_factor: good',
    'access.second_factor: 409',
    'access.fresh_factor: good',
    'access.fresh_factor: 409',
    'access.create_person: good',
    'access.create_account: good',
    'access.reset_account: good',
    'access.give_factor: good',
    'access.give_factor: 409',
    'access.propose_role: good',
    'access.create_token: good',
    'access.revoke_token: good',
    'approvals.delegate: good',
    'approvals.end_delegation: good',
  ],
  'src/modules/access/routes-own-password.test.ts': ['access.set_password: good', 'access.set_password: 409'],
  'src/modules/access/commands.test.ts': [
    'access.create_entity: good',
    'access.create_entity: 409',
    'access.create_unit: good',
    'access.create_unit: 409',
    'access.create_person: 409',
    'access.reinstate: good',
    'access.reinstate: 409',
    'access.answer_reinstatement: good',
    'access.answer_reinstatement: 409',
    'access.propose_manager: good',
    'access.propose_manager: 409',
    'access.answer_manager: good',
    'access.answer_manager: 409',
    'access.create_account: 409',
    'access.reset_account: 409',
    'access.close_account: good',
    'access.close_account: 409',
  ],
  'src/modules/access/leaving.test.ts': [
    'access.end_employment: good',
    'access.end_employment: 409',
    'access.answer_leaving: good',
    'access.answer_leaving: 409',
  ],
  'src/modules/access/role-commands.test.ts': [
    'access.answer_role: good',
    'access.end_role: good',
    'access.end_role: 409',
  ],
  'src/modules/parties/record-commands.test.ts': [
    'parties.correct_customer: good',
    'parties.correct_customer: 409',
    'parties.state_account: good',
    'parties.state_account: 409',
    'parties.check_account: good',
    'parties.check_account: 409',
  ],
  'src/app/records.test.ts': [
    'access.propose_profile: good',
    'access.propose_profile: 409',
    'access.answer_profile: good',
    'access.answer_profile: 409',
  ],
  'src/modules/parties/commands.test.ts': [
    'parties.create_customer: good',
    'parties.create_person: good',
    'parties.classify: good',
    'parties.set_employment: good',
    'parties.end_employment: good',
    'parties.end_employment: 409',
    'parties.join_household: good',
    'parties.leave_household: good',
    'parties.leave_household: 409',
    'parties.relate: good',
    'parties.merge: good',
    'parties.split: good',
  ],
  'src/modules/deals/agreement-commands.test.ts': [
    'deals.create_agreement: good',
    'deals.check_agreement: good',
    'deals.check_agreement: 409',
  ],
  'src/modules/deals/commands.test.ts': [
    'deals.award_tender: good',
    'deals.award_tender: 409',
    'deals.close_tender: good',
    'deals.close_tender: 409',
    'deals.set_tender_role: good',
  ],
  'src/modules/benefits/export.test.ts': [
    'benefits.export: good',
    'benefits.export: 409',
    'benefits.export_file: good',
    'jobs.progress: good',
    'jobs.cancel: good',
  ],
  'src/modules/imports/routes.test.ts': [
    'imports.start: good',
    'imports.start: 409',
    'imports.job: good',
    'imports.run: good',
    'imports.problems: good',
    'imports.undo: good',
  ],
  'src/modules/imports/correct/correct.test.ts': [
    'imports.problem_list: good',
    'imports.problem: good',
    'imports.correct: good',
  ],
  'src/modules/policy/import-rates.test.ts': [
    'policy.import_rates: good',
    'policy.answer_rates: good',
    'policy.answer_rates: 409',
  ],
  'src/modules/approvals/newcomer.test.ts': [
    'approvals.transfer: good',
    'approvals.add_signer: good',
    'approvals.copy: good',
  ],
  'src/modules/parties/staff-ties.test.ts': ['parties.tie_staff: good', 'parties.end_staff_tie: good'],
  'src/modules/policy/watch-limits.test.ts': ['policy.near_limits: good'],
  'src/modules/policy/proposals.test.ts': [
    'policy.version: good',
    'policy.proposal: good',
    'policy.propose: good',
    'policy.propose: 409',
    'policy.propose_end: good',
    'policy.propose_end: 409',
    'policy.answer: good',
    'policy.answer: 409',
  ],
  'src/modules/requests/routes.test.ts': [
    'requests.upload: 409',
    'requests.download: good',
    'requests.answer: good',
    'requests.change: good',
    'approvals.batch_approve: good',
  ],
  'src/modules/requests/reversal.test.ts': [
    'requests.reverse: good',
    'requests.reverse: 409',
    'requests.decline: good',
  ],
  'src/modules/requests/move.test.ts': ['requests.complete: good'],
  'src/modules/requests/comment.test.ts': ['requests.comment: good', 'requests.comment: 409'],
  'src/modules/requests/received.test.ts': ['requests.settle: good', 'requests.settle: 409'],
  'src/app/four-eyes.test.ts': [
    'parties.ask_match: good',
    'parties.answer_match: good',
    'parties.answer_match: 409',
  ],
  'src/app/four-eyes-verbs.test.ts': ['approvals.withdraw: good', 'approvals.withdraw: 409'],
  'src/modules/audit/routes.test.ts': [
    'audit.verification: good',
    'audit.proof: good',
    'audit.consistency: good',
  ],
}

/** The rows of each operation that no call has shown and for which no reason is written down. */
export function rowsMissing(operations: readonly Operation[], seen: readonly Statuses[]): string[] {
  const known = new Set(Object.values(elsewhere).flat())
  return operations.flatMap((operation) => {
    const isSeen = (row: Row) =>
      seen.some((statuses) => statuses.get(operation.id)?.has(row === 'good' ? operation.status : row))
    return rowsOf(operation)
      .filter((row) => !isSeen(row))
      .map((row) => `${operation.id}: ${row}`)
      .filter((row) => !known.has(row))
  })
}

/** The statuses that an operation can answer by its contract and by the access table. */
function rowsOf(operation: Operation): Row[] {
  const access = accessTable[operation.id]
  const isPublic = access?.isPublic ?? false
  const rules = access?.rules ?? []
  const isForEveryone = grantableRoles.every((role) =>
    rules.some(({ roles }) => roles === 'everyone' || roles.includes(role)),
  )
  const rows: readonly (readonly [row: Row, applies: boolean])[] = [
    ['good', true],
    [400, hasInput(operation)],
    [401, !isPublic],
    [403, !isPublic && !isForEveryone],
    [409, operation.kind === 'command' && operation.refusals.length > 0],
  ]
  return rows.filter(([, applies]) => applies).map(([row]) => row)
}

/** An operation that takes nothing cannot be called in a wrong shape. */
function hasInput({ params, query, body }: Operation): boolean {
  return [params, query, body].some(
    (schema) => !schema.safeParse({}).success || !schema.safeParse({ beside: 1 }).success,
  )
}
