import type { LocalDate } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import type { PolicyInForce } from '../../policy/index.ts'
import { loadRequests, type RequestRow } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import type { Payables } from '../payable.ts'
import { loadPayables } from '../store.ts'

/** A request for which something may be claimed, and what a claim for it is measured by on its day. */
export type GivenCase = {
  readonly request: RequestRow
  readonly benefit: BenefitRow | undefined
  /** The legal day on which the claim comes. */
  readonly today: LocalDate
  /** After how many days it is late. */
  readonly lateDays: number
}

/** What a set of claims rests on, locked: request before benefit before count. */
export type Claiming = {
  readonly cases: ReadonlyMap<string, GivenCase>
  readonly payables: Payables
  readonly rules: PolicyInForce
  /** The currency of an entity's books. */
  readonly booksOf: (entityId: string) => string | undefined
}

/** Loads what calls rest on that name requests. Nothing is decided anew: what is claimed was given. */
export async function loadGiven(
  { requests: { organisation, policy, dayOf } }: PaymentDeps,
  tx: Transaction,
  calls: readonly Call<{ readonly requestId: string }>[],
): Promise<Claiming> {
  const ids = [...new Set(calls.map(({ body }) => body.requestId))].sort()
  const [staff, rules, requests] = await Promise.all([organisation(tx), policy(tx), loadRequests(tx, ids)])
  const benefitIds = [...requests.values()].flatMap(({ benefit_id: id }) => id ?? []).sort()
  // Sent in this order, which is the order of the locks.
  const [benefits, payables] = await Promise.all([loadBenefits(tx, benefitIds), loadPayables(tx, benefitIds)])
  const cases = calls.flatMap(({ body, at }) => {
    const request = requests.get(body.requestId)
    if (!request) return []
    const today = dayOf(staff, request.entity_id, at)
    const benefit = benefits.get(request.benefit_id ?? '')
    return [[request.id, { request, benefit, today, lateDays: rules.payments(today).lateClaimDays }] as const]
  })
  const booksOf = (entityId: string) => staff.entities.get(entityId)?.currency
  return { cases: new Map(cases), payables, rules, booksOf }
}
