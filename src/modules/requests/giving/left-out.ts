import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { folded, isAlike } from '../attendance/domain.ts'
import type { GivingRow, GuestSignInRow } from '../tables.ts'
import type { Actual } from './actual.ts'
import type { Attendee } from './guests.ts'

/** Somebody who signed in and is on no list, and why. */
export type LeftOut = { readonly signInId: string; readonly reason: string }

/** Somebody on record whom a sign-in is said to be, with the names of whatever they work for. */
export type KnownGuest = { readonly name: string; readonly employers: readonly string[] }

type Recording = {
  readonly giving: Pick<GivingRow, 'left_out'> | undefined
  readonly signIns: readonly GuestSignInRow[]
  readonly attendees: readonly Attendee[]
  readonly known: ReadonlyMap<string, KnownGuest>
}

/** Who signed in and is not among those who are said to have been there. */
export function missingFrom(
  signIns: readonly GuestSignInRow[],
  attendees: readonly Attendee[],
): readonly GuestSignInRow[] {
  const listed = new Set(attendees.flatMap(({ signInId }) => signInId ?? []))
  return signIns.filter(({ id }) => !listed.has(id))
}

/** Who of them is left out with a reason: told now, or told when it was recorded before. */
export function leftOutOf(
  { giving, signIns, attendees }: Omit<Recording, 'known'>,
  told: Actual | undefined,
): LeftOut[] {
  const reasons = new Map(
    [...storedLeftOut(giving), ...(told?.leftOut ?? [])].map((one) => [one.signInId, one.reason]),
  )
  return missingFrom(signIns, attendees).flatMap(({ id }) => {
    const reason = reasons.get(id)
    return reason === undefined ? [] : [{ signInId: id, reason }]
  })
}

/** Those whom a record of a giving leaves out. */
export function storedLeftOut(giving: Recording['giving']): readonly LeftOut[] {
  // Written by `givingRows` and stored under a check that it is a list.
  return giving?.left_out ? (JSON.parse(giving.left_out) as readonly LeftOut[]) : []
}

/**
 * A sign-in that is not of this benefit or stands for two people, and somebody who signed in and is passed
 * over in silence: whoever records it puts them on the list or says why not.
 */
export function signInsObjection(recording: Recording, told: Actual | undefined): Refusal | undefined {
  const { signIns, attendees } = recording
  const known = new Set(signIns.map(({ id }) => id))
  const named = (told?.attendees ?? []).flatMap((one) => ('signInId' in one && one.signInId) || [])
  const used = attendees.flatMap(({ signInId }) => signInId ?? [])
  const isStrange = named.some((id) => !known.has(id)) || new Set(used).size < used.length
  if (isStrange) return refuse('requests.no_such_sign_in', {}, '/body/attendees')
  if (told?.leftOut?.some(({ signInId }) => !known.has(signInId))) {
    return refuse('requests.no_such_sign_in', {}, '/body/leftOut')
  }
  const silent = missingFrom(signIns, attendees).length - leftOutOf(recording, told).length
  if (told?.attendees && attendees.some((one) => isExchanged(recording, one))) {
    return refuse('requests.sign_in_of_another', {}, '/body/attendees')
  }
  return silent > 0 ? refuse('requests.signed_in_left_out', { count: silent }, '/body/leftOut') : undefined
}

/**
 * Whether a sign-in is said to be of somebody whom it does not name: a guest who signed in is not exchanged
 * for another. Whoever signed in by another name is left out with a reason, which compliance sees.
 */
function isExchanged({ signIns, known }: Recording, one: Attendee): boolean {
  const row = signIns.find(({ id }) => id === one.signInId)
  if (!row) return false
  if (one.personId === undefined) {
    const { name = '', employer = '' } = one
    return folded(name) !== folded(row.name) || (employer !== '' && !isAlike(employer, row.employer))
  }
  const record = known.get(one.personId)
  return (
    !record ||
    folded(record.name) !== folded(row.name) ||
    !record.employers.some((each) => isAlike(each, row.employer))
  )
}
