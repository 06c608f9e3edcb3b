import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { partyRefs } from '../../parties/index.ts'
import type { OpenCase } from '../decide-again.ts'
import type { Proposal } from '../proposal.ts'
import { say, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>

/** The plan of a request as its approvers read it, and as the form of giving starts from it. */
export async function planOf(
  tx: Transaction,
  reader: Reader,
  { situation: { proposal } }: OpenCase,
): Promise<Pick<Case, 'plan'> & { readonly lines: Case['facts'] }> {
  const { place } = proposal
  const vendor = await plannedVendor(tx, proposal)
  if (place === undefined && vendor === undefined) return { lines: [] }
  const partyId = vendor?.id
  return {
    plan: {
      ...(place === undefined ? {} : { place }),
      ...(vendor === undefined ? {} : { vendor: vendor.name }),
    },
    lines: [
      ...(place === undefined ? [] : [{ name: say(reader, 'fact.place'), text: place }]),
      ...(vendor === undefined
        ? []
        : [
            {
              name: say(reader, 'fact.vendor'),
              text: vendor.name,
              ...(partyId === undefined ? {} : { partyId }),
            },
          ]),
    ],
  }
}

/** Who is to sell it, by the name on record or as it was typed. */
export async function plannedVendor(tx: Transaction, { vendor }: Pick<Proposal, 'vendor'>) {
  if (vendor === undefined) return undefined
  if ('name' in vendor) return { id: undefined, name: vendor.name }
  const ref = (await partyRefs(tx, [vendor.partyId])).get(vendor.partyId)
  return { id: vendor.partyId, name: ref?.name ?? vendor.partyId }
}
