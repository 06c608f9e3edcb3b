import type { Facts } from '../../contract/facts.ts'
import { buildFacts } from './domain.ts'
import type { Asked, FactRecords } from './records.ts'

/** Whoever on our staff received a thing. */
export type StaffRecipient = { readonly personId: string; readonly country: string | undefined }

/**
 * The facts of a thing that our own staff received. `giver` stays our side, because it says whose rules
 * apply; `customer` is who gave it, and the history is what the same member of staff received before.
 */
export function receivedFacts(
  asked: Asked,
  records: Omit<FactRecords, 'person'>,
  staff: StaffRecipient,
): Facts {
  const facts = buildFacts(
    { ...asked, personId: undefined, recipientCount: 1 },
    { ...records, person: undefined },
    { requesterId: staff.personId, isLate: false },
  )
  return {
    ...facts,
    benefit: { ...facts.benefit, direction: 'received' },
    recipient: {
      id: staff.personId,
      kind: 'person',
      class: 'private_staff',
      classVerified: true,
      identified: true,
      ...(staff.country === undefined ? {} : { country: staff.country }),
    },
    payee: { holder: 'recipient', rail: 'in_kind' },
    // Whether a matter of theirs is open with us is for our own register to say.
    tender: records.deal.tender,
  }
}
