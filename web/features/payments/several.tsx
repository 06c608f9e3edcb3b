import { useState, type ReactNode } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { useTexts } from '../../shell/text.ts'
import { ChooseSeveral, ChosenBar, OffTick, Tick } from './choosing.tsx'
import { allOf, useSelection, type Choosable, type Pages } from './selection.ts'

/** How the rows of a list are chosen for a set, and what is done with it. */
type Several<Item> = {
  /** All that the list shows, in its order. */
  readonly items: readonly Item[]
  /** By which its box is named. */
  readonly nameOf: (item: Item) => string
  readonly choosableOf: (item: Item) => Choosable & { readonly amount: MoneyJson }
  /** Whether the reader may do it with this one. */
  readonly may: (item: Item) => boolean
  /** Whether it is shown as one that cannot be chosen; what else may not be chosen has no box. */
  readonly isHeld: (item: Item) => boolean
  /** Where they come from, in their order: further pages are asked for where all are wanted. */
  readonly lists: readonly Pages<Item>[]
  readonly verb: 'set.prepare' | 'set.check'
  /** The sheet of what was chosen. It is told whether it ended in orders, so that they are chosen no more. */
  readonly sheetOf: (chosen: readonly Item[], onClose: (isDone: boolean) => void) => ReactNode
}

/** Several rows at once: the choice above the list, the box of each row, and what is chosen below. */
export function useSeveral<Item>(list: Several<Item>) {
  const { items, may, choosableOf, isHeld, nameOf, sheetOf } = list
  const say = useTexts(webSetTexts)
  const ready = items.filter(may).map((item) => ({ item, ...choosableOf(item) }))
  const selection = useSelection(ready.map(({ id }) => id))
  // The sheet is what was chosen when it opened: the list changes under it once its orders are made.
  const [open, setOpen] = useState<readonly Item[]>()
  const picked = ready.filter(({ id }) => selection.has(id))
  const clear = () => selection.choose([])
  const close = (isDone: boolean) => {
    setOpen(undefined)
    if (isDone) clear()
  }
  return {
    choice: (
      <ChooseSeveral
        items={ready}
        selection={selection}
        isMore={list.lists.some(({ hasNextPage }) => hasNextPage)}
        onAll={async () => (await allOf(list.lists, may)).map((item) => choosableOf(item).id)}
      />
    ),
    tickOf: (item: Item) => {
      if (may(item)) return <Tick id={choosableOf(item).id} name={nameOf(item)} selection={selection} />
      return ready.length > 0 && isHeld(item) ? <OffTick name={nameOf(item)} /> : null
    },
    bar: (
      <>
        <ChosenBar
          items={picked}
          verb={say(list.verb, { count: picked.length })}
          onClear={clear}
          onGo={() => setOpen(picked.map(({ item }) => item))}
        />
        {open === undefined ? null : sheetOf(open, close)}
      </>
    ),
  }
}
