import type { Answer, Given } from '../../shell/api.ts'
import { joined } from './attendance.ts'

type Case = Answer<'requestDetail'>
type Attendee = NonNullable<NonNullable<Given<'give'>['body']>['attendees']>[number]

/** How it is known that somebody was there: they signed, scanned a code, or whoever records it says so. */
export type How = 'sign_in_list' | 'qr' | 'listed'

/** What is said of somebody beside their name, as it is typed. */
export type Said = {
  readonly position?: string | undefined
  /** Whether they hold a public office; nothing where nobody said so. */
  readonly isOfficial?: 'yes' | 'no' | 'unknown' | undefined
}

/** Somebody who was expected or recorded before; a tick says that they came. */
export type Expected = Said & {
  readonly name: string
  readonly employer?: string | undefined
  readonly partyId?: string | undefined
  /** How it is known of them, on the last record. */
  readonly how?: How | undefined
  readonly came: boolean
  /** Their own sign-in by the code, when it was, and why they are left out all the same. */
  readonly signInId?: string | undefined
  readonly signedAt?: string | undefined
  readonly whyNot?: string | undefined
  /** Whether what is said of them is another thing by now than was on record. */
  readonly isResaid?: boolean | undefined
}

/** Somebody who came in place of another, or beside them, as they are typed. */
export type Other = Said & { readonly name: string; readonly employer: string }

/** Who was there: those who were expected, those who came besides, and a list that was pasted. */
export type Guests = {
  readonly expected: readonly Expected[]
  readonly others: readonly Other[]
  readonly pasted: string
  /** How it is known of the whole list, where that is chosen now; else each stays as on record. */
  readonly how?: How | undefined
}

/** Somebody as a line names them. */
export type Named = { readonly name: string; readonly employer?: string | undefined }

/** Reads names, one a line or separated by commas; an employer stands in brackets. Each counts once. */
export function readNames(text: string): Named[] {
  const parts = text
    .split(/[\n\t,，、;；]/u)
    .map((part) => part.trim().replaceAll(/\s+/gu, ' '))
    .filter((part) => part !== '')
  return once(
    parts.map((part): Named => {
      const [, name, employer] = /^([^(（]+)[(（]([^)）]+)[)）]$/u.exec(part) ?? []
      return name === undefined || employer === undefined
        ? { name: part }
        : { name: name.trim(), employer: employer.trim() }
    }),
  )
}

/** Each once, the first of them: one on record by their record, a name that is typed by name and employer. */
function once<One extends Named & { readonly partyId?: string | undefined }>(people: readonly One[]): One[] {
  const seen = new Set<string>()
  return people.filter(({ name, employer = '', partyId }) => {
    const byName = `${name} ${employer}`
    const isKnown = seen.has(partyId ?? byName)
    for (const key of [byName, ...(partyId === undefined ? [] : [partyId])]) seen.add(key)
    return !isKnown
  })
}

/** The guests as the form opens: those on record with all that is said of them, else the recipient. */
export function guestsOf(item: Pick<Case, 'giving' | 'recipient' | 'attendance' | 'customer'>): Guests {
  const { giving, recipient } = item
  const recorded = (giving?.attendees ?? []).filter(({ side }) => side === 'guest')
  const expected =
    recorded.length > 0
      ? recorded.map(({ name, employer, partyId, position, isOfficial, how, signInId }) => ({
          name,
          employer,
          partyId,
          position,
          isOfficial,
          how,
          signInId,
          came: true,
        }))
      : recipient?.kind === 'person'
        ? [{ name: recipient.name, partyId: recipient.id, came: true }]
        : []
  return joined({ expected, others: [], pasted: '' }, item)
}

/**
 * How it is known of everybody who came: as chosen, else as all are on record; nothing where those differ.
 * Whoever is typed beside those on record is listed until somebody says otherwise.
 */
export function howOf(guests: Guests): How | undefined {
  if (guests.how !== undefined) return guests.how
  const known = new Set(peopleOf(guests).map(({ how = 'listed' }) => how))
  return known.size > 1 ? undefined : ([...known][0] ?? 'listed')
}

type Person = Named & Said & Pick<Expected, 'partyId' | 'how' | 'signInId'>

/** Everybody who came with what is said of them, each once. */
function peopleOf({ expected, others, pasted }: Guests): Person[] {
  const present = expected.filter(({ came }) => came)
  const typed = others.filter(({ name }) => name.trim() !== '')
  const named = [...present, ...typed].map((one: Expected | Other): Person => {
    const [name, employer] = [one.name.trim(), one.employer?.trim() ?? '']
    const { partyId = undefined, how = undefined, signInId = undefined } = 'came' in one ? one : {}
    const { position, isOfficial } = one
    const known = employer === '' ? undefined : employer
    return { name, employer: known, partyId, position, isOfficial, how, signInId }
  })
  const isKnown = ({ name, employer }: Named) =>
    employer === undefined && present.some((one) => one.name === name)
  return once([...named, ...readNames(pasted).filter((one) => !isKnown(one))])
}

/** Everybody who came, by name, each once. */
export function cameOf(guests: Guests): Named[] {
  return peopleOf(guests).map(({ name, employer }) =>
    employer === undefined ? { name } : { name, employer },
  )
}

/** Whether it says something else than that those who were expected came, as it is on record of them. */
export function isOtherThanExpected(guests: Guests): boolean {
  const { expected, others, pasted, how } = guests
  return (
    expected.some(({ came, isResaid, signedAt }) => !came || isResaid === true || signedAt !== undefined) ||
    others.some(({ name }) => name.trim() !== '') ||
    readNames(pasted).length > 0 ||
    (how !== undefined && expected.some((one) => !one.signInId && (one.how ?? 'listed') !== how))
  )
}

/**
 * The people of the list: those on record by their record, others by name with all that is said of them; our
 * own stay as they were.
 */
export function attendeesOf(guests: Guests, giving: Case['giving']): Attendee[] {
  const people = peopleOf(guests).map(
    ({ name, employer, partyId, position = '', isOfficial, ...one }): Attendee => {
      const { signInId } = one
      // Whoever signed in is known by that, whatever is chosen for the rest of the list.
      const known = signInId === undefined ? (guests.how ?? one.how ?? 'listed') : 'qr'
      const how = {
        ...(known === 'listed' ? {} : { how: known }),
        ...(signInId === undefined ? {} : { signInId }),
      }
      if (partyId !== undefined) return { partyId, ...how }
      return {
        name,
        ...(employer === undefined ? {} : { employer }),
        ...(position.trim() === '' ? {} : { position: position.trim() }),
        ...(isOfficial === undefined ? {} : { isOfficial }),
        ...how,
      }
    },
  )
  const hosts = (giving?.attendees ?? []).flatMap(({ staffId, how }) => (staffId ? [{ staffId, how }] : []))
  return [...people, ...hosts]
}
