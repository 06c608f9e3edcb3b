import type { Answer } from '../../shell/api.ts'
import type { Expected, Guests } from './guests.ts'

type Case = Answer<'requestDetail'>
type Signed = NonNullable<Case['attendance']>['guests'][number]

/** Two names are one where only blanks, width and case tell them apart. */
const bare = (name: string) => name.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase()

/** Two organisations can be one where their names are, or one is the short form of the other. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)]
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
}

/** Somebody who signed in, as the list of a giving has them. */
function expectedOf({ signInId, name, employer, position, isOfficial, when }: Signed): Expected {
  return { name, employer, position, isOfficial, signInId, signedAt: when.text, how: 'qr', came: true }
}

/**
 * Those who are expected with those who signed in: somebody expected who signed in is one line, whoever
 * signed in besides is a line of their own, and so is a namesake from another organisation. Whoever is on
 * record is of the customer. Whom the list has by their sign-in already is left as it is.
 */
function withSignedIn(
  expected: readonly Expected[],
  signed: readonly Signed[],
  customer: string,
): readonly Expected[] {
  const known = new Set(expected.flatMap(({ signInId }) => signInId ?? []))
  const fresh = signed.filter(({ signInId }) => !known.has(signInId))
  if (fresh.length === 0) return expected
  return fresh.reduce<readonly Expected[]>((list, one) => {
    const at = list.findIndex((each) => isUnsigned(each) && isSame(each, one, customer))
    const before = list[at]
    if (!before) return [...list, expectedOf(one)]
    const { partyId, came } = before
    return list.with(at, { ...expectedOf(one), came, ...(partyId === undefined ? {} : { partyId }) })
  }, expected)
}

function isSame({ name, employer, partyId }: Expected, one: Signed, customer: string): boolean {
  const own = employer ?? (partyId === undefined ? '' : customer)
  return bare(name) === bare(one.name) && isAlike(own, one.employer)
}

function isUnsigned({ signInId }: Expected): boolean {
  return signInId === undefined
}

/** The guests of a form with whoever signed in meanwhile; once it is on record, the record stands. */
export function joined(
  guests: Guests,
  { attendance, giving, customer }: Pick<Case, 'attendance' | 'giving' | 'customer'>,
): Guests {
  if (giving !== undefined) return guests
  const expected = withSignedIn(guests.expected, attendance?.guests ?? [], customer?.name ?? '')
  return expected === guests.expected ? guests : { ...guests, expected }
}

/** Who signed in and is said not to have been there, with the reason as it is typed. */
export function leftOutOf({ expected }: Guests): { readonly signInId: string; readonly reason: string }[] {
  return expected.flatMap(({ signInId, came, whyNot = '' }) =>
    signInId === undefined || came ? [] : [{ signInId, reason: whyNot.trim() }],
  )
}
