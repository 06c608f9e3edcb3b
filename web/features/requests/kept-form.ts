import type { Form } from './form.ts'

/** What somebody has typed for an answer or a change: the note to the approver, and the form once opened. */
export type Typed = { readonly form?: Form; readonly note: string }

/** Whose typing it is, and for which version of which request: it fits no other. */
export type KeptFor = { readonly personId: string; readonly requestId: string; readonly version: number }

const placeOf = ({ personId, requestId }: KeptFor) => `aboveboard.form.${personId}.${requestId}`

/**
 * Keeps in this tab what is typed for a filed request, beside what was kept of it before; a draft is kept by
 * the server instead.
 */
export function keepForm(of: KeptFor, typed: Typed): void {
  try {
    const all = { ...keptForm(of), ...typed }
    sessionStorage.setItem(placeOf(of), JSON.stringify({ version: of.version, typed: all }))
  } catch {
    // A browser that keeps nothing loses it on leaving, like every page.
  }
}

/** What was typed before the page was left; undefined where nothing was, or the request has moved on. */
export function keptForm(of: KeptFor): Typed | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(placeOf(of)) ?? 'null')
    // Only this file writes there.
    const kept = found as { version: number; typed: Typed } | null
    return kept?.version === of.version ? kept.typed : undefined
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
