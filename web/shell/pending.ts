import { useSyncExternalStore } from 'react'
import { preferences } from './preferences.ts'

/**
 * A decision that the browser holds back for some seconds, so that it can be taken back. The server knows no
 * half decisions: what is not sent has not happened. Leaving the page sends.
 */
export type Pending = {
  readonly id: string
  /** The item that it is about; lists leave it out meanwhile. */
  readonly subject: string
  readonly says: string
  readonly seconds: number
  readonly send: (leaving: boolean) => Promise<void>
  readonly takeBack: () => void
}

type Held = Pending & { readonly timer: ReturnType<typeof setTimeout>; readonly isSending: boolean }

const listeners = new Set<() => void>()
let held: readonly Held[] = []
let shown: readonly Held[] = held

/** Holds a decision back; it goes out by itself when its time is over. */
export function hold(draft: Omit<Pending, 'id' | 'seconds'>): void {
  const id = crypto.randomUUID()
  const seconds = preferences().undoSeconds
  const timer = setTimeout(() => void sendNow(id, false), seconds * 1000)
  change([...held, { ...draft, id, seconds, timer, isSending: false }])
}

/** Takes back the newest decision that is still here, or the one named. */
export function undo(id?: string): boolean {
  const found = id === undefined ? shown.at(-1) : shown.find((it) => it.id === id)
  if (!found) return false
  clearTimeout(found.timer)
  change(held.filter((it) => it.id !== found.id))
  found.takeBack()
  return true
}

/** Sends everything that is still held back; for leaving the page or signing out. */
export async function flush(leaving: boolean): Promise<void> {
  await Promise.all(held.map((it) => sendNow(it.id, leaving)))
}

/** What is held back now. */
export function usePending(): readonly Pending[] {
  return useSyncExternalStore(listen, () => shown)
}

async function sendNow(id: string, leaving: boolean): Promise<void> {
  const found = shown.find((it) => it.id === id)
  if (!found) return
  clearTimeout(found.timer)
  // It stays with the held ones until its answer is there, or its row would come back in between.
  change(held.map((it) => (it.id === id ? { ...it, isSending: true } : it)))
  await found.send(leaving).finally(() => change(held.filter((it) => it.id !== id)))
}

/** The items whose decision is held back or on its way. */
export function usePendingSubjects(): ReadonlySet<string> {
  const all = useSyncExternalStore(listen, () => held)
  return new Set(all.map((it) => it.subject))
}

function change(next: readonly Held[]): void {
  held = next
  shown = held.filter((it) => !it.isSending)
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

if (typeof window !== 'undefined') window.addEventListener('pagehide', () => void flush(true))
