import type { Transaction } from '../../../platform/db/transaction.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { newcomerObjection, readerObjection } from '../../approvals/index.ts'
import { groundOf } from '../ground.ts'
import { findCase, requestOfApproval } from '../queries.ts'
import type { ViewDeps } from './deps.ts'
import type { Reader } from './reader.ts'

/** For what a colleague is looked for. */
export type NewcomerPurpose = 'transfer' | 'add_signer' | 'copy'

/**
 * What speaks against colleagues, by person, in the reader's language: the very objections of the command.
 * Empty where there is nothing to hand over.
 */
export async function newcomerObjections(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  asked: {
    readonly approvalId: string
    readonly purpose: NewcomerPurpose
    readonly personIds: readonly string[]
  },
): Promise<ReadonlyMap<string, string>> {
  const round = await requestOfApproval(tx, asked.approvalId)
  const found = round && (await findCase(deps, tx, reader, round.requestId, round.matter))
  if (!found || isRefusal(found) || !found.flow) return new Map()
  const { flow } = found
  const ground = groundOf(found)
  const objectionTo = asked.purpose === 'copy' ? readerObjection : newcomerObjection
  return new Map(
    asked.personIds.flatMap((id) => {
      const objection = objectionTo(flow, id, ground, '')
      return objection ? [[id, sayRefusal(objection, reader.language).says] as const] : []
    }),
  )
}
