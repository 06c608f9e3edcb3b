import { useEffect, useState } from 'react'

/**
 * The unsent form of this tab: one goes on with the draft that was begun here instead of beginning another
 * each time the form is opened. It is kept by person, since a tab can change hands.
 */
const placeOf = (personId: string) => `aboveboard.draft.${personId}`

/** A form that was just left may still be saving; whoever opens the form again waits for it. */
let leaving: Promise<unknown> = Promise.resolve()

/** The form goes on with this draft when it is opened again in this tab. */
export function keepTabDraft(personId: string, requestId: string): void {
  write(personId, requestId)
}

/** It was filed or deleted, or another one is begun. */
export function forgetTabDraft(personId: string, requestId?: string): void {
  if (requestId === undefined || tabDraft(personId) === requestId) write(personId, undefined)
}

/** The draft that was begun in this tab and is not sent yet. */
export function tabDraft(personId: string): string | undefined {
  try {
    return sessionStorage.getItem(placeOf(personId)) ?? undefined
  } catch {
    return undefined
  }
}

/** The form was left while this save is on its way. */
export function leftWith(save: Promise<unknown>): void {
  leaving = save
}

/** The draft of this tab once nothing of it is on its way; undefined until then. */
export function useTabDraft(
  personId: string | undefined,
): { readonly requestId: string | undefined } | undefined {
  const [found, setFound] = useState<{ readonly requestId: string | undefined }>()
  useEffect(() => {
    if (personId === undefined) return
    let isHere = true
    const look = () => isHere && setFound({ requestId: tabDraft(personId) })
    leaving.then(look, look)
    return () => {
      isHere = false
    }
  }, [personId])
  return found
}

function write(personId: string, requestId: string | undefined): void {
  try {
    if (requestId === undefined) sessionStorage.removeItem(placeOf(personId))
    else sessionStorage.setItem(placeOf(personId), requestId)
  } catch {
    // A browser that keeps nothing opens an empty form; the draft stands in my requests.
  }
}
