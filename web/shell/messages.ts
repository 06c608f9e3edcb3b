import { useSyncExternalStore } from 'react'
import { isSignedOut, type Problem } from './api.ts'

/** A short message at the edge of the screen. A problem stays until it is closed. */
export type Message = {
  readonly id: string
  readonly tone: 'done' | 'problem'
  readonly text: string
  readonly more?: string
  readonly link?: { readonly to: string; readonly text: string }
  /** Nobody is signed in any more: what is typed here stays while one signs in beside it. */
  readonly isSignedOut?: boolean
  /** A problem of what an open dialog did stands in the dialog, which lies over the edge of the screen. */
  readonly isInDialog?: boolean
}

const listeners = new Set<() => void>()
let messages: readonly Message[] = []
let openDialogs = 0

/** Shows a message; good news leaves after six seconds. */
export function tell(message: Omit<Message, 'id'>): void {
  const id = crypto.randomUUID()
  const isInDialog = openDialogs > 0 && message.tone === 'problem'
  change([...messages.slice(-2), { ...message, id, ...(isInDialog && { isInDialog }) }])
  if (message.tone === 'done') setTimeout(() => dismiss(id), 6000)
}

/** Shows a problem with its way out and its request number. */
export function tellProblem(problem: Problem, fallback: string, link?: Message['link']): void {
  const more = [problem.wayOut ?? problem.detail, problem.requestNumber].filter(Boolean).join(' · ')
  tell({
    tone: 'problem',
    text: problem.title === '' ? fallback : problem.title,
    ...(more === '' ? {} : { more }),
    ...(link ? { link } : {}),
    ...(isSignedOut(problem) ? { isSignedOut: true } : {}),
  })
}

/** A dialog is open from now on; gives what ends it, and takes away what it was told. */
export function dialogOpened(): () => void {
  openDialogs += 1
  return () => {
    openDialogs -= 1
    if (openDialogs === 0) change(messages.filter((it) => it.isInDialog !== true))
  }
}

/** Takes a message away. */
export function dismiss(id: string): void {
  change(messages.filter((it) => it.id !== id))
}

/** The messages on screen. */
export function useMessages(): readonly Message[] {
  return useSyncExternalStore(listen, () => messages)
}

function change(next: readonly Message[]): void {
  messages = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
