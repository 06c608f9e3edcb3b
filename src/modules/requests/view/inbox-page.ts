import { inboxCursors } from '../../../contract/inbox.ts'

/** How the inbox is grouped. */
export type Grouping = 'deadline' | 'customer' | 'recipient'

/** Where something stands in the order of a list: by group, by day, by id. Short enough for a cursor. */
export type Place = [group: string, key: string, due: string, id: string]

/** Something with its group and its place. */
export type Placed<Item> = {
  readonly item: Item
  readonly key: string
  readonly title: string
  readonly place: Place
}

/** The most rows that one look at the list gives; who has more asks for the next page. */
export const rowsOnAPage = 100

/** The items behind a place, in their order, and the place where the next page begins. */
export function pageOf<Item>(
  placed: readonly Placed<Item>[],
  after: Place | undefined,
): { readonly items: readonly Placed<Item>[]; readonly next: string | undefined } {
  const sorted = placed.toSorted((a, b) => compare(a.place, b.place))
  const rest = after === undefined ? sorted : sorted.filter(({ place }) => compare(place, after) > 0)
  const items = rest.slice(0, rowsOnAPage)
  const last = items.at(-1)
  const hasMore = rest.length > items.length
  return { items, next: last && hasMore ? inboxCursors.write(last.place) : undefined }
}

function compare(a: Place, b: Place): number {
  return a[0].localeCompare(b[0], 'zh-CN') || order(a[1], b[1]) || order(a[2], b[2]) || order(a[3], b[3])
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
