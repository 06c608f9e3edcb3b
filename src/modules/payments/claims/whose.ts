import type { Actor } from '../../../platform/act/actor.ts'
import { mayWith } from '../../access/index.ts'
import type { RequestRow } from '../../requests/index.ts'
import type { ClaimRow } from '../tables.ts'

/** Whether somebody may claim for a request: who asked for it, or finance or compliance of its entity. */
export function mayClaim(
  actor: Actor,
  { requester_id: ownerId, entity_id: entityId }: Pick<RequestRow, 'requester_id' | 'entity_id'>,
): boolean {
  return mayWith(actor, 'payments.file_claim', { ownerId, entityId }).can
}

/** Whether a claim is somebody's own: they filed it, or it is they who are reimbursed. */
export function isOwnClaim(claim: Pick<ClaimRow, 'claimant_id' | 'payee_id'>, personId: string): boolean {
  return claim.claimant_id === personId || claim.payee_id === personId
}
