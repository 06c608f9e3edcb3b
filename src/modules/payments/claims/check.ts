import { because, wordsOr } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { rowAfter, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { dutyChanges, dutyObjection, loadDuties, mayWith, type DutyRow } from '../../access/index.ts'
import { loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import { loadCustomers, type CustomerRow } from '../../parties/index.ts'
import { loadRequests } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { count, type Payables } from '../payable.ts'
import { isLive } from '../orders/domain.ts'
import { loadClaimLines, loadClaims, loadPayables, ordersOfClaims } from '../store.ts'
import { findReceiptsAgain, type ReceiptAgain } from '../store-receipts.ts'
import { claimTable, type ClaimLineRow, type ClaimRow, type OrderRow } from '../tables.ts'
import { decideClaimMove, verdicts, type ClaimState, type Verdict } from './domain.ts'
import type { Claimed } from './file.ts'
import {
  isShownInFull,
  loadForStored,
  questionsOf,
  releasedRows,
  turnedBad,
  type ForLines,
  type Question,
} from './invoice-use.ts'
import { payQuestion } from './paid-lines.ts'
import { heldByReceipt, receiptQuestions } from './receipts-again.ts'
import { isOwnClaim } from './whose.ts'

/** What finance says of a claim, as they saw it. */
export type CheckClaimBody = {
  readonly claimId: string
  readonly version: number
  readonly verdict: Verdict
  readonly reason?: string | undefined
}

/** Claims with everything that changes beside them. */
export type ClaimsLoaded = ForLines & {
  readonly claims: Map<string, ClaimRow>
  readonly lines: readonly ClaimLineRow[]
  readonly benefits: ReadonlyMap<string, BenefitRow>
  readonly payables: Payables
  readonly duties: readonly DutyRow[]
  /** The vendors that claims pay, by identifier. */
  readonly vendors: ReadonlyMap<string, CustomerRow>
  readonly orders: readonly OrderRow[]
  /** How many percent what is paid in another currency may lie apart from the rate, on the day of a call. */
  readonly ratePercent: (claim: ClaimRow, at: Instant) => number
}

/** Claims with their lines, benefits and counts, locked: requests before benefits, counts and claims. */
export async function loadClaimsFor(
  deps: PaymentDeps,
  tx: Transaction,
  claimIds: readonly string[],
): Promise<ClaimsLoaded> {
  const ids = [...new Set(claimIds)].sort()
  const lines = await loadClaimLines(tx, ids)
  const sorted = (values: readonly string[]) => [...new Set(values)].sort()
  const benefitIds = sorted(lines.map((line) => line.benefit_id))
  // Sent in this order, which is the order of the locks.
  const [, benefits, payables, claims, duties] = await Promise.all([
    loadRequests(tx, sorted(lines.map((line) => line.request_id))),
    loadBenefits(tx, benefitIds),
    loadPayables(tx, benefitIds),
    loadClaims(tx, ids),
    loadDuties(tx, 'claim', ids),
  ])
  const entityIds = [...claims.values()].map((claim) => claim.entity_id)
  const paid = [...claims.values()].filter(({ way }) => way === 'vendor').map((claim) => claim.payee_id)
  const accepted = [...claims.values()].filter(({ state }) => state === 'accepted')
  const [invoices, vendors, orders, rules] = await Promise.all([
    loadForStored(deps, tx, lines, entityIds),
    loadCustomers(tx, sorted(paid)),
    ordersOfClaims(
      tx,
      accepted.map(({ id }) => id),
    ),
    deps.requests.policy(tx),
  ])
  const ratePercent: ClaimsLoaded['ratePercent'] = ({ entity_id: entityId }, at) =>
    rules.payments(deps.requests.dayOf(invoices.organisation, entityId, at)).ratePercent
  return { claims, lines, benefits, payables, duties, vendors, orders, ratePercent, ...invoices }
}

type ToCheck = ClaimsLoaded & {
  /** Where the papers of what is to be accepted are found again. */
  readonly again: ReadonlyMap<string, readonly ReceiptAgain[]>
}

async function loadToCheck(
  deps: PaymentDeps,
  tx: Transaction,
  calls: readonly Call<CheckClaimBody>[],
): Promise<ToCheck> {
  const ids = (of: readonly Call<CheckClaimBody>[]) => of.map(({ body }) => body.claimId)
  const accepted = calls.filter(({ body }) => body.verdict === 'accept')
  const [loaded, again] = await Promise.all([
    loadClaimsFor(deps, tx, ids(calls)),
    findReceiptsAgain(tx, ids(accepted)),
  ])
  return { ...loaded, again }
}

/** Finance's word on a claim: taken up, disputed with a question, accepted, or refused with the reason. */
export function checkClaim(deps: PaymentDeps): Command<CheckClaimBody, ToCheck, Claimed> {
  return {
    operation: 'payments.check_claim',
    load: (tx, calls) => loadToCheck(deps, tx, calls),
    loadsAhead: true,
    decide: (state, call) => decideChecked(deps, state, call),
  }
}

function decideChecked(deps: PaymentDeps, state: ToCheck, call: Call<CheckClaimBody>): Decision<Claimed> {
  const { body, actor, at } = call
  const claim = state.claims.get(body.claimId)
  const object = { type: 'claim', id: body.claimId }
  if (!claim) return { refusal: refuse('platform.not_found'), object }
  const about = { object, entityId: claim.entity_id }
  const own = state.duties.filter(({ object_id: id }) => id === claim.id)
  const lines = state.lines.filter((line) => line.claim_id === claim.id)
  const to = verdicts[body.verdict]
  const permission = mayWith(actor, 'payments.check_claim', { entityId: claim.entity_id })
  const refusal = permission.can
    ? (objectionTo(claim, call) ??
      dutyObjection(own, actor.personId, 'checker') ??
      orderedObjection(state, claim) ??
      (to === 'accepted' ? acceptObjection(state, claim, lines, call) : undefined))
    : permission.refusal
  if (refusal) return { ...about, refusal }
  const change = updateRow(claimTable, claim, {
    state: to,
    checked_by: actor.personId,
    checked_at: at,
    reason: body.reason ?? claim.reason,
    changed_at: at,
  })
  state.claims.set(claim.id, rowAfter(claimTable, change))
  return {
    ...about,
    answer: { claimId: claim.id, state: to, version: claim.version + 1 },
    reason: wordsOr(body.reason, because(`payments.claim_${to}`, { claim: claim.id })),
    changes: [
      change,
      ...countedRows(state, lines, { from: claim.state, to }),
      ...(to === 'refused' ? releasedRows(deps, state, call, lines) : []),
      ...dutyChanges(own, object, actor.personId, 'checker'),
    ],
  }
}

/**
 * A lying invoice stops the claim, and so does a receipt that another claim shows for the same amount; what
 * nobody can read off an invoice, an amount in another currency that lies far from the rate of the day, and a
 * paper that lies elsewhere as well, whoever accepts it answers in words.
 */
function acceptObjection(
  state: ToCheck,
  claim: ClaimRow,
  lines: readonly ClaimLineRow[],
  { body: { reason }, at }: Call<CheckClaimBody>,
): Refusal | undefined {
  const judged = { lines, benefits: state.benefits, vendor: state.vendors.get(claim.payee_id) }
  const bad = turnedBad(state, judged)
  if (bad) return bad
  const again = state.again.get(claim.id) ?? []
  const held = heldByReceipt(claim, again, isShownInFull(state, judged))
  if (held) return held
  const asked = [
    ...questionsOf(state, judged),
    ...payQuestions(lines, state.ratePercent(claim, at)),
    ...againQuestions(claim, again),
  ]
  if (asked.length === 0 || reason !== undefined) return undefined
  const said = { asked_zh: asked.map(({ zh }) => zh).join(''), asked_en: asked.map(({ en }) => en).join(' ') }
  return refuse('payments.claim_questions', said, '/body/reason')
}

function againQuestions(claim: ClaimRow, again: readonly ReceiptAgain[]): Question[] {
  const en = receiptQuestions('en', claim, again)
  return receiptQuestions('zh-CN', claim, again).map((zh, i) => ({ zh, en: en[i] ?? zh }))
}

function payQuestions(lines: readonly ClaimLineRow[], limit: number): Question[] {
  return lines.flatMap((line) => {
    const [zh, en] = [payQuestion('zh-CN', line, limit), payQuestion('en', line, limit)]
    return zh === undefined || en === undefined ? [] : [{ zh, en }]
  })
}

/** An acceptance on which a payment rests is not taken back: the payment is stopped first. */
function orderedObjection({ orders }: ClaimsLoaded, { id, state }: ClaimRow): Refusal | undefined {
  if (state !== 'accepted') return undefined
  const live = orders.find((order) => order.claim_id === id && isLive(order.state))
  return live && refuse('payments.claim_is_ordered', { number: live.number })
}

function objectionTo(claim: ClaimRow, { body, actor }: Call<CheckClaimBody>): Refusal | undefined {
  if (claim.version !== body.version) return refuse('platform.stale')
  if (isOwnClaim(claim, actor.personId)) return refuse('payments.own_claim')
  const unsaid = ['dispute', 'refuse'].includes(body.verdict) && body.reason === undefined
  if (unsaid) return refuse('payments.claim_reason_needed', {}, '/body/reason')
  return decideClaimMove(claim.state, verdicts[body.verdict])
}

/** What was accepted may be paid; what was refused or taken back is claimed no more. */
export function countedRows(
  state: ClaimsLoaded,
  lines: readonly ClaimLineRow[],
  { from, to }: { readonly from: string; readonly to: ClaimState },
): RowChange[] {
  if (to !== 'accepted' && to !== 'refused' && to !== 'withdrawn') return []
  return lines.map((line) => {
    const benefit = state.benefits.get(line.benefit_id)
    if (!benefit) throw new Error('a line of a claim has its benefit')
    const ended = { claimed: -line.minor, accepted: from === 'accepted' ? -line.minor : 0n }
    const counted = to === 'accepted' ? { accepted: line.minor } : ended
    return count(state.payables, benefit, line.request_id, counted)
  })
}

/** What the claimant says to a question of finance. */
export type AnswerClaimBody = {
  readonly claimId: string
  readonly version: number
  readonly answer: string
}

/** The claimant answers what finance disputes; then it is checked again. */
export function answerClaim(): Command<AnswerClaimBody, Map<string, ClaimRow>, Claimed> {
  return {
    operation: 'payments.answer_claim',
    load: (tx, calls) =>
      loadClaims(
        tx,
        calls.map(({ body }) => body.claimId),
      ),
    loadsAhead: true,
    decide: (claims, { body, actor, at }) => {
      const claim = claims.get(body.claimId)
      const object = { type: 'claim', id: body.claimId }
      if (!claim) return { refusal: refuse('platform.not_found'), object }
      const about = { object, entityId: claim.entity_id }
      if (claim.claimant_id !== actor.personId)
        return { ...about, refusal: refuse('payments.claim_not_yours') }
      if (claim.version !== body.version) return { ...about, refusal: refuse('platform.stale') }
      if (claim.state !== 'disputed') return { ...about, refusal: refuse('payments.claim_not_disputed') }
      const change = updateRow(claimTable, claim, { state: 'in_check', answer: body.answer, changed_at: at })
      claims.set(claim.id, rowAfter(claimTable, change))
      return {
        ...about,
        answer: { claimId: claim.id, state: 'in_check', version: claim.version + 1 },
        reason: body.answer,
        changes: [change],
      }
    },
  }
}
