import { addDays, momentAt, type Instant, type LocalDate } from '../../../kernel/time.ts'
import type { GuestLinkRow, GuestSignInRow } from '../tables.ts'

/** The log's word for a guest by the link: nobody of ours, and no account. */
export const guestId = 'guest'

/** A dinner that begins on a day may end after midnight; who signs in the next morning was seen by nobody. */
const lastHour = '04:00'

/** No link takes more people than one record of a giving holds. */
const signInsMax = 500

/** The smallest number of people that a link takes: a table fills up with some whom nobody expected. */
const leastSeats = 20

/** From when until when the link of a day takes sign-ins: that day, and until early the next morning. */
export function windowOf(zone: string, day: LocalDate): { readonly from: Instant; readonly until: Instant } {
  return { from: momentAt(zone, day, '00:00'), until: momentAt(zone, addDays(day, 1), lastHour) }
}

/** How many may sign in by a link: twice as many as were approved, within reason. */
export function seatsFor(approved: number): number {
  return Math.min(signInsMax, Math.max(leastSeats, approved * 2))
}

/** Where a link stands at a moment. */
export type LinkState = 'none' | 'before' | 'open' | 'over' | 'closed'

/** The link as it stands now; what its benefit is no longer approved for, takes nobody. */
export function standingOf(
  link: GuestLinkRow | undefined,
  { at, isApproved }: { readonly at: Instant; readonly isApproved: boolean },
): LinkState {
  if (!link) return 'none'
  if (link.closed_at !== null || !isApproved) return 'closed'
  if (at >= link.valid_until) return 'over'
  return at < link.valid_from ? 'before' : 'open'
}

/** A text as two spellings of it are one: without blanks, wide signs narrow, capitals small. */
export function folded(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
}

/** Whether two names of organisations can be one: the same, or one the short form of the other. */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [folded(one), folded(other)]
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
}

/** What somebody said of a public office; the database holds the list. */
export function officialOf({
  is_official: said,
}: Pick<GuestSignInRow, 'is_official'>): 'yes' | 'no' | 'unknown' {
  return said === 'yes' || said === 'no' ? said : 'unknown'
}

type Named = { readonly name: string; readonly employer: string }

/** Whoever signed in by this name for this organisation. */
export function findSignedIn<Row extends Named>(rows: readonly Row[], said: Named): Row | undefined {
  return rows.find(
    ({ name, employer }) => folded(name) === folded(said.name) && folded(employer) === folded(said.employer),
  )
}

/** Whether nobody else can sign in by the link, or for its benefit at all. */
export function isFull(link: Pick<GuestLinkRow, 'id' | 'most'>, signIns: readonly GuestSignInRow[]): boolean {
  const byLink = signIns.filter(({ link_id: linkId }) => linkId === link.id).length
  return byLink >= link.most || signIns.length >= signInsMax
}
