import { useSyncExternalStore } from 'react'
import type { Given } from '../../shell/api.ts'
import type { Colleague } from '../access/staff-picker.tsx'

type Body<Name extends 'approve' | 'reject' | 'returnItem' | 'transfer'> = NonNullable<Given<Name>['body']>

/** A decision that waits for the undo window before it is sent. */
export type Decision =
  | { readonly verb: 'approve'; readonly body: Body<'approve'> }
  | { readonly verb: 'reject'; readonly body: Body<'reject'> }
  | { readonly verb: 'return'; readonly body: Body<'returnItem'> }
  | { readonly verb: 'transfer'; readonly body: Body<'transfer'>; readonly to: Colleague }

const listeners = new Set<() => void>()
let kept: ReadonlyMap<string, Decision> = new Map()

/**
 * Keeps what somebody wrote for a decision that was taken back or did not go through: its form opens with it
 * again. In this tab alone, and until the decision is made.
 */
export function keepWritten(approvalId: string, decision: Decision): void {
  const { verb, body } = decision
  if (verb !== 'approve' || body.reason !== undefined) change(new Map([...kept, [approvalId, decision]]))
}

/** The decision was made, or its form was closed: what was written for it is over. */
export function forgetWritten(approvalId: string | undefined): void {
  if (approvalId !== undefined && kept.has(approvalId))
    change(new Map([...kept].filter(([id]) => id !== approvalId)))
}

/** What was written for an item and not sent. */
export function useWritten(approvalId: string | undefined): Decision | undefined {
  return useSyncExternalStore(listen, () => kept).get(approvalId ?? '')
}

/** The body that was written for one verb of an item; undefined where nothing was. */
export function useWrittenFor<Verb extends Decision['verb']>(
  approvalId: string | undefined,
  verb: Verb,
): Extract<Decision, { verb: Verb }> | undefined {
  const written = useWritten(approvalId)
  // The verb is what tells the decisions apart.
  return written?.verb === verb ? (written as Extract<Decision, { verb: Verb }>) : undefined
}

function change(next: ReadonlyMap<string, Decision>): void {
  kept = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
