import type { LineRecipient } from '../../benefits/index.ts'
import { countsPeople, findKind } from '../kinds.ts'
import { amountsOf, type Proposal } from '../proposal.ts'
import { recipientOf, type Filed, type Shared, type Situation } from '../situation.ts'
import { findSignedIn, officialOf } from '../attendance/domain.ts'
import type { AttendeeRow, GuestSignInRow } from '../tables.ts'
import { stricterOf, weigh, type WeighedBy, type Weighing } from '../weigh.ts'
import type { AttendeeGiven } from './actual.ts'

/**
 * A guest who is weighed like the recipient: a person on record, or somebody said to hold a public office.
 */
export type Guest = { readonly situation: Situation; readonly isOnRecord: boolean }

/** Somebody who was there, stored or told now. */
export type Attendee = {
  readonly personId?: string | undefined
  readonly staffId?: string | undefined
  readonly name?: string | undefined
  readonly employer?: string | undefined
  readonly position?: string | undefined
  readonly isOfficial?: 'yes' | 'no' | 'unknown' | undefined
  readonly how: 'sign_in_list' | 'qr' | 'listed'
  /** The sign-in by which they are known to have been there. */
  readonly signInId?: string | undefined
}

/**
 * Attendees as they are told, each once: how often somebody was named twice is told as a hint. Whoever signed
 * in is known by that, however the list says it is known.
 */
export function attendeesOf(
  given: readonly AttendeeGiven[],
  signIns: readonly GuestSignInRow[] = [],
): Attendee[] {
  const all = given.map((one): Attendee => {
    const how = one.how ?? 'listed'
    if ('staffId' in one) return { staffId: one.staffId, how }
    const { signInId } = one
    if ('partyId' in one) return asSignedIn({ personId: one.partyId, how, signInId }, signIns)
    const { name, employer, position, isOfficial } = one
    return asSignedIn({ name, employer, position, isOfficial, how, signInId }, signIns)
  })
  const known = new Map(all.map((one) => [keyOf(one), one]))
  return [...known.values()]
}

/**
 * A guest with their own sign-in: the one that is named, else that of their name and organisation. A public
 * office that the guest or whoever lists them speaks of stands: no list makes a guest's own word milder.
 */
function asSignedIn(one: Attendee, signIns: readonly GuestSignInRow[]): Attendee {
  const { name, employer = '', signInId, isOfficial } = one
  const row =
    signInId === undefined
      ? name && findSignedIn(signIns, { name, employer })
      : signIns.find(({ id }) => id === signInId)
  if (!row) return one
  const own = officialOf(row)
  const isSaid = isOfficial === 'yes' || own === 'yes'
  // Of somebody on record the record says that they hold none; that they did not say so is kept.
  const said = one.personId === undefined || own === 'unknown' ? own : undefined
  return { ...one, how: 'qr', signInId: row.id, isOfficial: isSaid ? 'yes' : said }
}

/** Attendees as they are stored. The database holds the lists, so the texts are of them. */
export function storedAttendee(row: AttendeeRow): Attendee {
  return {
    personId: row.person_id ?? undefined,
    staffId: row.staff_id ?? undefined,
    name: row.name ?? undefined,
    employer: row.employer ?? undefined,
    position: row.position ?? undefined,
    isOfficial: (row.is_official ?? undefined) as Attendee['isOfficial'],
    how: row.how as Attendee['how'],
    signInId: row.sign_in_id ?? undefined,
  }
}

/** What tells one attendee from another: of two people of one name the employer tells. */
export function keyOf({ personId, staffId, name = '', employer = '' }: Attendee): string {
  return personId ?? staffId ?? `${name.replaceAll(/\s/g, '')} ${employer.replaceAll(/\s/g, '')}`
}

/** Whether as many people are named as there were: their names are a list of who attended. */
export function isListed(proposal: Proposal, attendees: readonly Attendee[]): boolean {
  const kind = findKind(proposal.kindId)
  const named = attendees.filter(({ staffId }) => staffId === undefined).length
  return countsPeople(kind) && named > 0 && named >= amountsOf(proposal, kind).recipientCount
}

/** The guests on record as proposals of their own: each is judged as the recipient would be. */
export function guestsFiled(filed: Filed, attendees: readonly Attendee[]): Filed[] {
  const { proposal } = filed
  if (!countsPeople(findKind(proposal.kindId))) return []
  const { recipient } = proposal
  const named = recipient && 'partyId' in recipient ? recipient.partyId : undefined
  return attendees.flatMap(({ personId }) =>
    personId === undefined || personId === named
      ? []
      : [{ ...filed, proposal: { ...proposal, recipient: { to: 'person' as const, partyId: personId } } }],
  )
}

/** Guests by name alone who are said to hold a public office: judged as somebody of whom that is known. */
export function officialsAmong(situation: Situation, attendees: readonly Attendee[]): Guest[] {
  const { customer } = situation.parties
  const first = attendees.find(({ isOfficial }) => isOfficial === 'yes')
  if (!first || !situation.asked || !countsPeople(findKind(situation.proposal.kindId))) return []
  const employerIds = customer ? [customer.id] : []
  const person = {
    id: '',
    name: '',
    class: 'public_official' as const,
    classVerified: false,
    classSource: 'self' as const,
    country: customer?.country ?? '',
    employerId: customer?.id,
    employerIds,
    decidesOnUs: undefined,
    managementDuty: undefined,
    nominatedBy: undefined,
    householdId: undefined,
    relatedTo: [],
    leftOfficeOn: undefined,
  }
  const parties = { ...situation.parties, person }
  return [{ situation: { ...situation, parties }, isOnRecord: false }]
}

/** The guests with what is asked for now: another amount or day counts for each of them. */
export function guestsNow(guests: readonly Guest[], now: Situation): Guest[] {
  return guests.map((guest) => {
    const { personId } = guest.situation.asked ?? {}
    const recipient = guest.situation.proposal.recipient
    const proposal: Proposal = { ...now.proposal, ...(recipient ? { recipient } : {}) }
    return {
      ...guest,
      situation: { ...guest.situation, proposal, asked: now.asked && { ...now.asked, personId } },
    }
  })
}

/** The strictest verdict of the recipient and of all guests; each limit is also one of every guest. */
export function weighAll(
  shared: Shared,
  main: Weighing | undefined,
  guests: readonly Guest[],
  by: WeighedBy,
): Weighing | undefined {
  const received = new Set(shared.history.map(({ recipientId }) => recipientId))
  const unlike = new Map(guests.map((guest) => [likenessOf(guest, received), guest]))
  return [...unlike.values()].reduce(
    (strictest, { situation }) => stricterOf(strictest, weigh(shared, situation, by)),
    main,
  )
}

/**
 * What tells one guest from another for the rules: of people alike, who never received anything of their
 * own, one verdict is that of all, and a hall full of guests is not weighed one by one.
 */
function likenessOf({ situation }: Guest, received: ReadonlySet<string>): string {
  const { parties, deal, closeStaff, loosenings } = situation
  const { person } = parties
  if (!person || person.householdId !== undefined || received.has(person.id)) return person?.id ?? ''
  const { id: _, name: __, ...rest } = person
  return JSON.stringify([rest, deal, closeStaff, loosenings.loosenedBy])
}

/**
 * Whoever gets a line of the sums: the recipient, unless the list of guests is without them, and each guest
 * on record. Where nobody who was there is on record, all of it stands on the organisation.
 */
export function recipientsOf(
  situation: Situation,
  guests: readonly Guest[],
  attendees: readonly Attendee[],
): LineRecipient[] {
  const first = isThere(situation, guests, attendees) ? [recipientOf(situation)] : []
  const others = guests.flatMap((guest) => (guest.isOnRecord ? [recipientOf(guest.situation)] : []))
  const known = new Map([...first, ...others].map((each) => [each.recipientId, each]))
  if (known.size > 0) return [...known.values()].slice(0, situation.asked?.recipientCount ?? 1)
  const orgId = situation.parties.person?.employerId ?? situation.parties.customer?.id
  return orgId === undefined ? [recipientOf(situation)] : [{ recipientId: orgId, orgId }]
}

/** Whether the recipient was there; who is given what is counted in pieces needs no list. */
export function isThere(
  { parties: { person }, proposal }: Situation,
  guests: readonly Guest[],
  attendees: readonly Attendee[],
): boolean {
  const others = attendees.filter(({ staffId }) => staffId === undefined)
  if (!person || others.length === 0 || !countsPeople(findKind(proposal.kindId))) return true
  return (
    others.some(({ personId, name }) => personId === person.id || isName(name, person.name)) ||
    guests.some(({ situation, isOnRecord }) => isOnRecord && situation.parties.person?.id === person.id)
  )
}

function isName(one: string | undefined, other: string): boolean {
  return one !== undefined && one.replaceAll(/\s/g, '') === other.replaceAll(/\s/g, '')
}
