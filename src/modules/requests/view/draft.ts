import type { z } from 'zod'
import type { draft } from '../../../contract/requests.ts'
import { proposalJson } from '../../../contract/proposal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { OpenCase } from '../decide-again.ts'
import { loadFiles } from '../store.ts'
import { proposalOf } from '../stored-proposal.ts'
import { evidenceOf } from './evidence.ts'
import { plannedVendor } from './plan.ts'
import { whenOf, type Reader } from './reader.ts'

/** A draft as it was left, with the names behind its identifiers. */
export async function draftOf(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<z.output<typeof draft.answer>> {
  const { request, situation } = found
  // Once it is filed, a name that was new is a party that is known: an answer goes on with that one.
  const proposal =
    request.state === 'draft' ? proposalJson.parse(JSON.parse(request.application)) : proposalOf(request)
  const { customer, person } = situation.parties
  const files = await loadFiles(tx, proposal.fileIds ?? [])
  const vendor = await plannedVendor(tx, proposal)
  return {
    requestId: request.id,
    version: request.version,
    savedAt: whenOf(reader, request.changed_at),
    isDraft: request.state === 'draft',
    proposal,
    // A name that is not filed yet is nobody's: the form goes on with what was typed.
    ...(customer && request.customer_id !== null
      ? { customer: { id: customer.id, kind: 'organisation', name: customer.name } }
      : {}),
    ...(person && request.person_id !== null
      ? { recipient: { id: person.id, kind: 'person', name: person.name } }
      : {}),
    ...(vendor?.id === undefined
      ? {}
      : { vendor: { id: vendor.id, kind: 'organisation' as const, name: vendor.name } }),
    files: [...files.values()].map((file) => evidenceOf(reader, file)),
  }
}
