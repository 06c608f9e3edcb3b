import { useState } from 'react'
import type { benefitsTexts } from '../../../src/texts/web-benefits.ts'

/** The columns of the register beside the number, which always stands first. */
export const columns = [
  'on',
  'customer',
  'recipient',
  'matter',
  'form',
  'requester',
  'entity',
  'outcome',
  'state',
] as const

/** One column that can be hidden. */
export type Column = (typeof columns)[number]

/** The words over the columns. */
export const columnWords: Readonly<Record<Column, keyof typeof benefitsTexts>> = {
  on: 'register.on',
  customer: 'register.customer',
  recipient: 'register.recipient',
  matter: 'register.matter',
  form: 'register.form',
  requester: 'register.requester',
  entity: 'register.entity',
  outcome: 'register.outcome',
  state: 'register.state',
}

/** How the table looks to this person in this browser. */
export type TableView = { readonly hidden: readonly Column[]; readonly isDense: boolean }

const place = 'aboveboard.register'

/** The view of the table, kept in this browser. */
export function useTableView(): readonly [TableView, (view: TableView) => void] {
  const [view, setView] = useState(read)
  const keep = (next: TableView) => {
    setView(next)
    try {
      localStorage.setItem(place, JSON.stringify(next))
    } catch {
      // A browser that keeps nothing still shows the chosen view on this page.
    }
  }
  return [view, keep]
}

function read(): TableView {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return { hidden: [], isDense: true }
    const hidden = 'hidden' in kept && Array.isArray(kept.hidden) ? kept.hidden : []
    return {
      hidden: columns.filter((column) => hidden.includes(column)),
      isDense: !('isDense' in kept && kept.isDense === false),
    }
  } catch {
    return { hidden: [], isDense: true }
  }
}
