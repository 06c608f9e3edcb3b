import { call, problemOf, type Given, type Problem } from './api.ts'
import { command } from './commands.ts'

/** The decisions that wait for the undo window, and so may be on their way while the page is left. */
type Sendable = 'approve' | 'reject' | 'returnItem' | 'transfer'

/**
 * A decision that was sent while the page was left, so that nobody here saw its answer. It is kept in this
 * tab alone and sent once more with the same key: what the server has is answered again, never done again.
 */
export type Unsent = {
  readonly key: string
  readonly personId: string
  readonly operation: Sendable
  readonly given: Given<Sendable>
  readonly approvalId: string
  readonly number: string
}

const place = 'aboveboard.unsent'

/** Keeps a decision until its answer is known. */
export function keepUnsent(unsent: Unsent): void {
  write([...read().filter((it) => it.key !== unsent.key), unsent])
}

/** Its answer is known, or it was given up. */
function forgetUnsent(key: string): void {
  write(read().filter((it) => it.key !== key))
}

/** How often a decision is asked for that is still on its way, a second apart. */
const tries = 8

/**
 * Settles what this person sent while leaving: tells of each what the server says, or that it was not sent,
 * and gives how many there were. What somebody else decided in this tab is dropped; nobody decides in
 * another's name.
 */
export async function settleUnsent(
  personId: string,
  tell: (unsent: Unsent, problem: Problem | undefined) => void,
): Promise<number> {
  const all = read()
  if (all.length === 0) return 0
  write([])
  const own = all.filter((it) => it.personId === personId)
  for (const unsent of own) tell(unsent, await problemAtSending(unsent, tries))
  return own.length
}

async function problemAtSending(unsent: Unsent, left: number): Promise<Problem | undefined> {
  try {
    await command(unsent.operation, unsent.given, { key: unsent.key })
    return undefined
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code !== 'platform.in_progress' || left === 0) return problem
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    return problemAtSending(unsent, left - 1)
  }
}

/** Sends a decision while the page goes away: nothing can be asked any more. */
export async function sendLeaving(unsent: Unsent): Promise<void> {
  keepUnsent(unsent)
  await call(unsent.operation, unsent.given, { key: unsent.key, keepalive: true })
  forgetUnsent(unsent.key)
}

function read(): readonly Unsent[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]')
    // Only this file writes there.
    return Array.isArray(found) ? (found as Unsent[]) : []
  } catch {
    return []
  }
}

function write(all: readonly Unsent[]): void {
  try {
    if (all.length === 0) sessionStorage.removeItem(place)
    else sessionStorage.setItem(place, JSON.stringify(all))
  } catch {
    // A browser that keeps nothing sends as before; only the second look is lost.
  }
}
