import { because, wordsOr } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { rowAfter, updateRow } from '../../../platform/act/rows.ts'
import type { PaymentDeps } from '../deps.ts'
import { claimTable, type ClaimRow } from '../tables.ts'
import { countedRows, loadClaimsFor, type ClaimsLoaded } from './check.ts'
import { decideClaimMove } from './domain.ts'
import type { Claimed } from './file.ts'
import { releasedRows } from './invoice-use.ts'

/** A claim that its claimant takes back, as they saw it. */
export type WithdrawClaimBody = {
  readonly claimId: string
  readonly version: number
  readonly reason?: string | undefined
}

/** The claimant takes a claim back until finance takes it up: its amount and invoices are free again. */
export function withdrawClaim(deps: PaymentDeps): Command<WithdrawClaimBody, ClaimsLoaded, Claimed> {
  return {
    operation: 'payments.withdraw_claim',
    load: (tx, calls) =>
      loadClaimsFor(
        deps,
        tx,
        calls.map(({ body }) => body.claimId),
      ),
    decide: (state, call) => decideWithdrawn(deps, state, call),
  }
}

function decideWithdrawn(
  deps: PaymentDeps,
  state: ClaimsLoaded,
  call: Call<WithdrawClaimBody>,
): Decision<Claimed> {
  const { body, at } = call
  const claim = state.claims.get(body.claimId)
  const object = { type: 'claim', id: body.claimId }
  if (!claim) return { refusal: refuse('platform.not_found'), object }
  const about = { object, entityId: claim.entity_id }
  const refusal = objectionTo(claim, call)
  if (refusal) return { ...about, refusal }
  const lines = state.lines.filter((line) => line.claim_id === claim.id)
  const change = updateRow(claimTable, claim, { state: 'withdrawn', changed_at: at })
  state.claims.set(claim.id, rowAfter(claimTable, change))
  return {
    ...about,
    answer: { claimId: claim.id, state: 'withdrawn', version: claim.version + 1 },
    reason: wordsOr(body.reason, because('payments.claim_withdrawn', { claim: claim.id })),
    changes: [
      change,
      ...countedRows(state, lines, { from: claim.state, to: 'withdrawn' }),
      ...releasedRows(deps, state, call, lines),
    ],
  }
}

function objectionTo(claim: ClaimRow, { body, actor }: Call<WithdrawClaimBody>): Refusal | undefined {
  if (claim.claimant_id !== actor.personId) return refuse('payments.claim_not_yours')
  if (claim.version !== body.version) return refuse('platform.stale')
  if (claim.state === 'in_check') return refuse('payments.claim_in_hand')
  return decideClaimMove(claim.state, 'withdrawn')
}
