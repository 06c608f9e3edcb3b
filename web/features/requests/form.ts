import type { EvidenceFile } from '../../parts/evidence.tsx'
import type { FactValue } from '../../parts/fact-input.tsx'
import type { Answer, Given } from '../../shell/api.ts'
import type { Vendor } from './vendor-input.tsx'
import type { RuledOut } from './which-one.tsx'

/** What is sent of a form. */
export type Proposal = NonNullable<Given<'preview'>['body']>

/** A customer or a person as the server names them. */
type Party = Pick<Answer<'searchParties'>['items'][number], 'id' | 'kind' | 'name'> & {
  readonly label?: string | undefined
}

/** Who gets it, as the form holds it. */
export type Recipient =
  | { readonly to: 'organisation' }
  | {
      readonly to: 'person'
      readonly party?: Party
      readonly name: string
      readonly position: string
      readonly isOfficial: 'yes' | 'no' | 'unknown'
      readonly isNew: boolean
      readonly ruledOut?: RuledOut | undefined
    }

/** The form as it stands; a proposal with the names behind its identifiers. */
export type Form = {
  readonly direction: 'given' | 'received' | 'offered'
  readonly entityId: string | undefined
  /** What became of a thing that was received; undefined while it is not settled. */
  readonly disposal: Proposal['disposal']
  readonly customer: Party | undefined
  readonly newCustomer: string | undefined
  /** The known customers that the new one was told apart from, and why. */
  readonly customerRuledOut: RuledOut | undefined
  readonly kindId: string | undefined
  readonly amount: Proposal['amount'] | undefined
  readonly quantity: number | undefined
  readonly recipient: Recipient
  readonly happensOn: string
  /** Where it is to take place and who is to sell it: on record by the identifier, else as it was typed. */
  readonly place: string
  readonly vendor: Vendor | undefined
  readonly reasonChip: string | undefined
  readonly reason: string
  readonly files: readonly EvidenceFile[]
  readonly facts: Readonly<Record<string, FactValue>>
}

/** Nobody chosen yet, as a person. */
export const nobody: Extract<Recipient, { to: 'person' }> = {
  to: 'person',
  name: '',
  position: '',
  isOfficial: 'unknown',
  isNew: false,
}

/** An empty form for today. */
export function emptyForm(today: string, entityId: string | undefined): Form {
  return {
    direction: 'given',
    entityId,
    disposal: undefined,
    customer: undefined,
    newCustomer: undefined,
    customerRuledOut: undefined,
    kindId: undefined,
    amount: undefined,
    quantity: undefined,
    recipient: { to: 'organisation' },
    happensOn: today,
    place: '',
    vendor: undefined,
    reasonChip: undefined,
    reason: '',
    files: [],
    facts: {},
  }
}

/** A form from a draft, or from a request that is answered or changed. */
export function formOf(draft: Answer<'draft'>, empty: Form): Form {
  const { proposal } = draft
  const given = proposal.customer
  return {
    direction: proposal.direction ?? empty.direction,
    entityId: proposal.entityId ?? empty.entityId,
    disposal: proposal.disposal,
    customer: draft.customer,
    newCustomer: given && 'name' in given ? given.name : undefined,
    customerRuledOut: given && 'name' in given ? given.ruledOut : undefined,
    kindId: proposal.kindId,
    amount: proposal.amount,
    quantity: proposal.quantity,
    recipient: recipientOf(draft),
    happensOn: proposal.happensOn ?? empty.happensOn,
    place: proposal.place ?? '',
    vendor: plannedIn(draft),
    reasonChip: proposal.reasonChip,
    reason: proposal.reason ?? '',
    files: draft.files,
    facts: proposal.facts ?? {},
  }
}

function plannedIn({ proposal: { vendor: given }, vendor: known }: Answer<'draft'>): Vendor | undefined {
  if (given === undefined || 'name' in given) return given
  return { id: given.partyId, name: known?.name ?? given.partyId }
}

function recipientOf(draft: Answer<'draft'>): Recipient {
  const given = draft.proposal.recipient
  if (given === undefined || given.to === 'organisation') return { to: 'organisation' }
  if ('partyId' in given) {
    const party = draft.recipient
    return party ? { ...nobody, party, name: party.name } : nobody
  }
  return {
    to: 'person',
    name: given.name,
    position: given.position,
    isOfficial: given.isOfficial,
    isNew: true,
    ruledOut: given.ruledOut,
  }
}

/** What the server gets of a form; what is not filled in is left out, never sent as a "no". */
export function proposalOf(form: Form): Proposal {
  const { customer, newCustomer, recipient } = form
  return {
    direction: form.direction,
    ...(form.entityId && { entityId: form.entityId }),
    ...(customer && { customer: { partyId: customer.id } }),
    ...(!customer && newCustomer && { customer: newCustomerOf(newCustomer, form.customerRuledOut) }),
    ...(form.kindId && { kindId: form.kindId }),
    ...(form.amount && { amount: form.amount }),
    ...(form.quantity && { quantity: form.quantity }),
    ...(form.direction === 'given' && recipientGiven(recipient)),
    ...(form.direction === 'received' && form.disposal && { disposal: form.disposal }),
    ...(form.happensOn && { happensOn: form.happensOn }),
    ...(form.direction === 'given' && planGiven(form)),
    ...(form.reasonChip && { reasonChip: form.reasonChip }),
    ...(form.reason.trim() && { reason: form.reason.trim() }),
    ...(form.files.length > 0 && { fileIds: form.files.map((file) => file.fileId) }),
    ...(Object.keys(form.facts).length > 0 && { facts: form.facts }),
  }
}

function planGiven({ place, vendor }: Form): Pick<Proposal, 'place' | 'vendor'> {
  const name = vendor?.name.trim() ?? ''
  return {
    ...(place.trim() && { place: place.trim() }),
    ...(vendor?.id !== undefined && { vendor: { partyId: vendor.id } }),
    ...(vendor?.id === undefined && name !== '' && { vendor: { name } }),
  }
}

function newCustomerOf(name: string, ruledOut: RuledOut | undefined): Proposal['customer'] {
  return { name, isNew: true, ...(ruledOut && { ruledOut }) }
}

function recipientGiven(recipient: Recipient): Pick<Proposal, 'recipient'> {
  if (recipient.to === 'organisation') return { recipient: { to: 'organisation' } }
  if (recipient.party) return { recipient: { to: 'person', partyId: recipient.party.id } }
  const { name, position, isOfficial, isNew, ruledOut } = recipient
  if (!isNew || name.trim() === '') return {}
  return {
    recipient: {
      to: 'person',
      isNew: true,
      name: name.trim(),
      position: position.trim(),
      isOfficial,
      ...(ruledOut && { ruledOut }),
    },
  }
}

/**
 * True once there is something that nobody wants to type again. A customer, a kind or an amount alone is how
 * one looks what the policy says, and leaves nothing behind.
 */
export function isWorthKeeping(form: Form): boolean {
  const { recipient } = form
  const isNamed = recipient.to === 'person' && (recipient.party !== undefined || recipient.isNew)
  if (form.reason.trim() !== '' || form.files.length > 0 || form.newCustomer || isNamed) return true
  return Boolean(form.customer && form.kindId && form.amount)
}
