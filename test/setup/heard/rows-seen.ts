import type { route } from '../../../src/platform/http/route.ts'

type Answered = Awaited<ReturnType<ReturnType<typeof route>['handle']>>

/** The status rows that the test file which runs now has seen; one worker runs one file at a time. */
export const rowsSeen = new Set<string>()

/**
 * Notes how an operation answered. The row of a refusal is 409, or one of the operation's own codes with
 * another status, as those of sign-in have. A key that is still running says nothing about the operation.
 */
export function noteRow(operation: string, answered: Answered, codes: readonly string[] = []): void {
  if (answered.kind !== 'refused') rowsSeen.add(`${operation}: good`)
  else if (codes.includes(answered.refusal.code)) rowsSeen.add(`${operation}: 409`)
  else if (answered.refusal.code !== 'platform.in_progress') rowsSeen.add(`${operation}: ${answered.status}`)
}
