import { useState } from 'react'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { useTexts } from '../../shell/text.ts'
import type { usePages } from '../../shell/queries.ts'
import { CheckSet } from './check-set.tsx'
import { ChooseSeveral, ChosenBar, Tick } from './choosing.tsx'
import type { Order } from './order-row.tsx'
import { allPages, useSelection } from './selection.ts'

type Pages = ReturnType<typeof usePages<'orderQueue'>>

/** Checking several at once: the choice above the list, the box of each row, and what is chosen below. */
export function useCheckSet(orders: readonly Order[], pages: Pages) {
  const say = useTexts(webSetTexts)
  const mine = orders.filter(mayCheck)
  const selection = useSelection(mine.map(({ orderId }) => orderId))
  const [open, setOpen] = useState<readonly string[]>()
  const choosable = mine.map((order) => ({ ...choosableOf(order), amount: order.amount }))
  const picked = choosable.filter(({ id }) => selection.has(id))
  const clear = () => selection.choose([])
  return {
    choice: (
      <ChooseSeveral
        items={choosable}
        selection={selection}
        onAll={async () => (await allPages(pages)).filter(mayCheck).map(({ orderId }) => orderId)}
      />
    ),
    tickOf: (order: Order) =>
      mayCheck(order) ? <Tick id={order.orderId} name={order.number} selection={selection} /> : null,
    bar: (
      <>
        <ChosenBar
          items={picked}
          verb={say('set.check', { count: picked.length })}
          onClear={clear}
          onGo={() => setOpen(selection.chosen)}
        />
        {open === undefined ? null : (
          <CheckSet
            orderIds={open}
            onClose={(isDone) => {
              setOpen(undefined)
              if (isDone) clear()
            }}
          />
        )}
      </>
    ),
  }
}

function mayCheck({ actions }: Order): boolean {
  return actions.check.can
}

function choosableOf({ orderId, payee, way, wayWord, entityId, entity, amount }: Order) {
  return {
    id: orderId,
    payee,
    way: { id: way, name: wayWord },
    entity: { id: entityId, name: entity },
    currency: amount.currency,
  }
}
