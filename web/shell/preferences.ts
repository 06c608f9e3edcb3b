import { useSyncExternalStore } from 'react'

/** What a person set for this browser; the language is the only choice that the server keeps. */
type Preferences = {
  /** Single keys can be switched off (WCAG 2.1.4). */
  readonly singleKeys: boolean
  /** How long the browser waits before it sends a decision. */
  readonly undoSeconds: 10 | 30 | 60
}

const place = 'aboveboard.preferences'
const listeners = new Set<() => void>()
let current = read()

/** The preferences of this browser. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(listen, preferences)
}

/** The preferences, for code outside of components. */
export function preferences(): Preferences {
  return current
}

/** Changes some preferences and keeps them in this browser. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing still works; the choice then lasts for this page.
  }
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Preferences {
  const standard: Preferences = { singleKeys: true, undoSeconds: 10 }
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return standard
    const seconds = 'undoSeconds' in kept ? kept.undoSeconds : 10
    return {
      singleKeys: !('singleKeys' in kept && kept.singleKeys === false),
      undoSeconds: seconds === 30 || seconds === 60 ? seconds : 10,
    }
  } catch {
    return standard
  }
}
