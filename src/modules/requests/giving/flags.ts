import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'
import type { AlertReason } from '../../benefits/index.ts'
import { findDigestsElsewhere } from '../store-evidence.ts'
import { findElsewhere, type Elsewhere } from '../store-giving.ts'
import type { EvidenceRow } from '../tables.ts'
import type { Attendee, Guest } from './guests.ts'

/** What is doubtful about who was there. What is strong is laid before compliance. */
export type Flag = {
  readonly what:
    | 'left_customer'
    | 'elsewhere'
    | 'own_staff'
    | 'same_day'
    | 'more_heads'
    | 'repeated_file'
    | 'repeated_list'
  readonly count: number
  readonly isStrong: boolean
}

/** On what they are found. */
export type Seen = {
  readonly attendees: readonly Attendee[]
  readonly guests: readonly Guest[]
  readonly quantity: number
  readonly day: LocalDate
  readonly place: string | undefined
  readonly organisation: Organisation
  readonly elsewhere: readonly Elsewhere[]
  /** Proofs of attendance whose content belongs to another request as well. */
  readonly repeatedFiles: number
}

/** So many days around a giving a list that comes again is looked for. */
const listDays = 180

/** A list of fewer people comes again by chance. */
const listMin = 3

/** The kinds of files that prove who was there. */
const ofAttendance: readonly string[] = ['attendeeList', 'photo', 'distributionList']

/** What is known of those who were there from other givings, and of the proofs of attendance. */
export async function loadSeen(
  tx: Transaction,
  asked: {
    readonly requestId: string
    readonly day: LocalDate
    readonly attendees: readonly Attendee[]
    readonly files: readonly EvidenceRow[]
  },
): Promise<Pick<Seen, 'elsewhere' | 'repeatedFiles'>> {
  const { requestId, day, attendees, files } = asked
  const proofs = files.filter(({ kind }) => ofAttendance.includes(kind))
  const [elsewhere, digests] = await Promise.all([
    findElsewhere(tx, {
      personIds: attendees.flatMap(({ personId }) => personId ?? []),
      from: addDays(day, -listDays),
      until: addDays(day, listDays),
      exceptRequestId: requestId,
    }),
    findDigestsElsewhere(tx, requestId, proofs),
  ])
  return { elsewhere, repeatedFiles: digests.size }
}

/** What is doubtful about who was there. Pure. */
export function flagsOf(seen: Seen): Flag[] {
  const { attendees, guests, quantity, day, place, elsewhere, repeatedFiles } = seen
  const there = attendees.filter(({ staffId }) => staffId === undefined)
  const sameDay = elsewhere.filter(({ on }) => on === day)
  const apart = sameDay.filter((one) => isElsewhere(one.place, place))
  const together = sameDay.filter((one) => !isElsewhere(one.place, place))
  const flags: Flag[] = [
    { what: 'left_customer', count: guests.filter(worksNowhere).length, isStrong: true },
    { what: 'elsewhere', count: peopleIn(apart), isStrong: true },
    {
      what: 'own_staff',
      count: there.filter((one) => isOurs(seen.organisation, one)).length,
      isStrong: true,
    },
    { what: 'same_day', count: peopleIn(together), isStrong: false },
    { what: 'more_heads', count: there.length === 0 ? 0 : quantity - there.length, isStrong: false },
    { what: 'repeated_file', count: repeatedFiles, isStrong: true },
    { what: 'repeated_list', count: repeatedLists(there, elsewhere), isStrong: true },
  ]
  return flags.filter(({ count }) => count > 0)
}

/** Why compliance is to look at it. */
export function reasonsOfFlags(flags: readonly Flag[]): AlertReason[] {
  const strong = flags.filter(({ isStrong }) => isStrong).map(({ what }) => what)
  const isRepeated = strong.some((what) => what === 'repeated_file' || what === 'repeated_list')
  const isDoubtful = strong.some((what) => what !== 'repeated_file' && what !== 'repeated_list')
  return [
    ...(isDoubtful ? (['doubtful_guest'] as const) : []),
    ...(isRepeated ? (['repeated_list'] as const) : []),
  ]
}

/** Two places that are both named and are not one place. */
function isElsewhere(one: string | null, other: string | undefined): boolean {
  if (one === null || other === undefined) return false
  return one.replaceAll(/\s/g, '') !== other.replaceAll(/\s/g, '')
}

function peopleIn(elsewhere: readonly Elsewhere[]): number {
  return new Set(elsewhere.map(({ personId }) => personId)).size
}

/** On record, not a consumer, and at work for nobody on that day: they have left. */
function worksNowhere({ situation, isOnRecord }: Guest): boolean {
  const { person } = situation.parties
  return isOnRecord && person !== undefined && person.employerIds.length === 0 && person.class !== 'consumer'
}

/** Somebody who is listed as a guest and has the name of one of our own people. */
function isOurs({ people }: Organisation, { name }: Attendee): boolean {
  if (name === undefined) return false
  const wanted = name.replaceAll(/\s/g, '')
  return [...people.values()].some(({ name_zh: zh, name_en: en }) =>
    [zh, en].some((each) => each.replaceAll(/\s/g, '') === wanted),
  )
}

/** Other givings at which exactly these people were. */
function repeatedLists(there: readonly Attendee[], elsewhere: readonly Elsewhere[]): number {
  const known = there.filter(({ personId }) => personId !== undefined).length
  if (known < listMin || known < there.length) return 0
  return [...Map.groupBy(elsewhere, ({ givingId }) => givingId).values()].filter(
    (those) => those.length === known && those[0]?.guests === known,
  ).length
}
