import type { Answer, Given } from '../../shell/api.ts'

type Case = Answer<'requestDetail'>
type Attendee = NonNullable<NonNullable<Given<'give'>['body']>['attendees']>[number]

/** Somebody who was expected or recorded before; a tick says that they came. */
export type Expected = {
  readonly name: string
  readonly employer?: string | undefined
  readonly partyId?: string | undefined
  readonly came: boolean
}

/** Somebody who came in place of another, or beside them, as they are typed. */
export type Other = { readonly name: string; readonly employer: string }

/** Who was there: those who were expected, those who came besides, and a list that was pasted. */
export type Guests = {
  readonly expected: readonly Expected[]
  readonly others: readonly Other[]
  readonly pasted: string
}

/** Somebody as a line names them. */
export type Named = { readonly name: string; readonly employer?: string }

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

function once(named: readonly Named[]): Named[] {
  return [...new Map(named.map((one) => [`${one.name} ${one.employer ?? ''}`, one])).values()]
}

/** The guests as the form opens: those on the last record, else the recipient. */
export function guestsOf({ giving, recipient }: Pick<Case, 'giving' | 'recipient'>): Guests {
  const recorded = (giving?.attendees ?? []).filter(({ side }) => side === 'guest')
  const expected =
    recorded.length > 0
      ? recorded.map(({ name, employer, partyId }) => ({ name, employer, partyId, came: true }))
      : recipient?.kind === 'person'
        ? [{ name: recipient.name, partyId: recipient.id, came: true }]
        : []
  return { expected, others: [], pasted: '' }
}

/** Everybody who came, by name, each once. */
export function cameOf({ expected, others, pasted }: Guests): Named[] {
  const present = expected.filter(({ came }) => came)
  const typed = others
    .map(({ name, employer }) => ({ name: name.trim(), employer: employer.trim() }))
    .filter(({ name }) => name !== '')
  const named = [...present, ...typed].map(({ name, employer }): Named =>
    employer === undefined || employer === '' ? { name } : { name, employer },
  )
  const isKnown = ({ name, employer }: Named) =>
    employer === undefined && present.some((one) => one.name === name)
  return once([...named, ...readNames(pasted).filter((one) => !isKnown(one))])
}

/** Whether it says something else than that those who were expected came. */
export function isOtherThanExpected({ expected, others, pasted }: Guests): boolean {
  return (
    expected.some(({ came }) => !came) ||
    others.some(({ name }) => name.trim() !== '') ||
    readNames(pasted).length > 0
  )
}

/** The people of the list: those on record by their record, others by name; our own stay as they were. */
export function attendeesOf(guests: Guests, giving: Case['giving']): Attendee[] {
  const known = guests.expected.filter(({ came, partyId }) => came && partyId !== undefined)
  const people = cameOf(guests).map((one): Attendee => {
    const partyId = known.find(
      ({ name, employer }) => name === one.name && (employer ?? '') === (one.employer ?? ''),
    )?.partyId
    return partyId === undefined ? one : { partyId }
  })
  const hosts = (giving?.attendees ?? []).flatMap(({ staffId, how }) => (staffId ? [{ staffId, how }] : []))
  return [...people, ...hosts]
}
