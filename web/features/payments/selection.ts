import { useEffect, useRef, useState } from 'react'
import { paymentSetMax } from '../../../src/contract/states.ts'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import type { Order } from './order-row.tsx'

/** What may be chosen, with what it has in common with others. */
export type Choosable = {
  readonly id: string
  readonly payee: { readonly id: string; readonly name: string }
  readonly way?: { readonly id: string; readonly name: string }
  readonly entity: { readonly id: string; readonly name: string }
  readonly currency: string
  /** True where its check is never part of a set. */
  readonly isAlone?: boolean
}

/** An order as something to be chosen. */
export function choosableOrder(order: Order): Choosable & { readonly amount: MoneyJson } {
  const { orderId, payee, way, wayWord, entityId, entity, amount } = order
  return {
    id: orderId,
    payee,
    way: { id: way, name: wayWord },
    entity: { id: entityId, name: entity },
    currency: amount.currency,
    amount,
  }
}

/** Some that have one thing in common. */
export type Group = {
  readonly key: string
  readonly of: 'together' | 'payee' | 'way' | 'entity' | 'currency'
  readonly name: string
  readonly ids: readonly string[]
}

type Press = { readonly id: string; readonly last: string | undefined; readonly isRange: boolean }

/**
 * What is chosen once a row was pressed: with shift held, all rows from the one pressed before up to this one
 * become what this one becomes.
 */
export function chosenAfter(
  chosen: ReadonlySet<string>,
  ids: readonly string[],
  { id, last, isRange }: Press,
): ReadonlySet<string> {
  const [from, to] = [ids.indexOf(isRange ? (last ?? id) : id), ids.indexOf(id)]
  const pressed = from < 0 || to < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
  const next = new Set(chosen)
  for (const each of pressed) {
    if (chosen.has(id)) next.delete(each)
    else next.add(each)
  }
  return next
}

/**
 * The groups worth choosing at once: two or more that may be checked as a set, or with one payee, way, entity
 * or currency, but not all.
 */
export function groupsOf(items: readonly Choosable[]): Group[] {
  const all = (['together', 'payee', 'way', 'entity', 'currency'] as const).flatMap((of) =>
    [...Map.groupBy(items, (item) => commonOf(item, of)?.id ?? '')].map(([id, those]) => ({
      key: `${of} ${id}`,
      of,
      name: (those[0] && commonOf(those[0], of)?.name) ?? '',
      ids: those.map((item) => item.id),
    })),
  )
  return all.filter(({ ids, name }) => name !== '' && ids.length > 1 && ids.length < items.length)
}

function commonOf(item: Choosable, of: Group['of']) {
  if (of === 'together') return item.isAlone ? undefined : { id: of, name: of }
  return of === 'currency' ? { id: item.currency, name: item.currency } : item[of]
}

/** How many payees some have together. */
export function payeesIn(items: readonly Pick<Choosable, 'payee'>[]): number {
  return new Set(items.map(({ payee }) => payee.id)).size
}

/** What stays chosen where rows left the list; one that no page has shown yet did not leave it. */
export function chosenWithout(
  chosen: ReadonlySet<string>,
  { before, ids }: { readonly before: readonly string[]; readonly ids: readonly string[] },
): ReadonlySet<string> {
  const left = new Set(before).difference(new Set(ids))
  return chosen.isDisjointFrom(left) ? chosen : chosen.difference(left)
}

/** What is chosen of a list; what leaves the list is chosen no more. */
export function useSelection(ids: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | undefined>(undefined)
  const listed = useRef(ids)
  useEffect(() => {
    const before = listed.current
    listed.current = ids
    setChosen((now) => chosenWithout(now, { before, ids }))
  }, [ids])
  return {
    chosen: ids.filter((id) => chosen.has(id)),
    has: (id: string) => chosen.has(id),
    press: (id: string, isRange: boolean) => {
      setChosen(chosenAfter(chosen, ids, { id, last: last.current, isRange }))
      last.current = id
    },
    choose: (these: readonly string[]) => setChosen(new Set(these)),
  }
}

/** A selection as the rows and the bar use it. */
export type Selection = ReturnType<typeof useSelection>

/** A list whose further pages can be asked for. */
export type Pages<Item> = {
  readonly data?: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined
  readonly hasNextPage: boolean
  readonly fetchNextPage: () => Promise<Pages<Item>>
}

/**
 * All of some lists that may be chosen, one list after the other, up to as many as a set holds, also those
 * that no page has shown yet. What is held takes no place from what is not.
 */
export async function allOf<Item>(
  [list, ...others]: readonly Pages<Item>[],
  may: (item: Item) => boolean,
  before: readonly Item[] = [],
): Promise<readonly Item[]> {
  if (list === undefined) return before
  const items = list.data?.pages.flatMap((page) => page.items.filter(may)) ?? []
  const all = [...before, ...items]
  if (all.length >= paymentSetMax) return all
  const next = list.hasNextPage ? await list.fetchNextPage() : list
  // A page that could not be fetched is told where the list stands; asking on would never end.
  return pagesIn(next) > pagesIn(list) ? allOf([next, ...others], may, before) : allOf(others, may, all)
}

function pagesIn({ data }: Pages<unknown>): number {
  return data?.pages.length ?? 0
}
