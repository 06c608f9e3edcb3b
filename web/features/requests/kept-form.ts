import type { Form } from './form.ts'

/** What somebody has typed for an answer or a change: the note to the approver, and the form once opened. */
export type Typed = {
  /** The form as it stands, and as it was opened: the difference is what was typed. */
  readonly form?: { readonly now: Form; readonly first: Form }
  readonly note: string
}

/** Whose typing it is, and for which request. */
export type KeptFor = { readonly personId: string; readonly requestId: string }

/** A reading of the request: its version, and since when that one stands. */
export type Reading = { readonly version: number; readonly since: string }

/** What was kept, and the reading that it was begun on. */
export type Kept = Typed & { readonly began: Reading }

const placeOf = ({ personId, requestId }: KeptFor) => `aboveboard.form.${personId}.${requestId}`

/**
 * Keeps in this tab what is typed for a filed request, beside what was kept of it before; a draft is kept by
 * the server instead. What was begun on an earlier reading stays marked so.
 */
export function keepForm(of: KeptFor, { version, since }: Reading, typed: Typed): void {
  try {
    const all: Kept = { began: { version, since }, ...keptForm(of), ...typed }
    sessionStorage.setItem(placeOf(of), JSON.stringify(all))
  } catch {
    // A browser that keeps nothing loses it on leaving, like every page.
  }
}

/** What was typed before the page was left; undefined where nothing was. */
export function keptForm(of: KeptFor): Kept | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(placeOf(of)) ?? 'null')
    // Only this file writes there.
    return (found as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}

/** It was sent. */
export function forgetForm(of: KeptFor): void {
  try {
    sessionStorage.removeItem(placeOf(of))
  } catch {
    // Nothing was kept.
  }
}

/** A form that was typed on an older reading, on the one just read: what was not touched is as it is now. */
export function typedOn(read: Form, { now, first }: NonNullable<Typed['form']>): Form {
  return { ...changedOn(read, now, first), facts: changedOn(read.facts, now.facts, first.facts) }
}

function changedOn<Values extends object>(read: Values, now: Values, first: Values): Values {
  const [typed, opened] = [Object.entries(now), new Map(Object.entries(first))]
  const changed = typed.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(opened.get(key)))
  const gone = new Set([...opened.keys()].filter((key) => !(key in now)))
  const kept = Object.entries(read).filter(([key]) => !gone.has(key))
  // The entries are those of the three forms.
  return Object.fromEntries([...kept, ...changed]) as Values
}
