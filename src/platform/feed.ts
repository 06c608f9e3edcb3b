import type { Reason } from '../kernel/because.ts'
import type { LoggedRow } from '../kernel/entry.ts'
import type { RefusalValue } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'

/** An entry of the log as timelines and subscribers read it. Filled by `audit`, so that nobody imports it. */
export type FeedEntry = {
  readonly entryId: string
  /** Its number in the log; absent until the sequencer has given one. */
  readonly number: number | undefined
  readonly at: Instant
  readonly operation: string
  readonly personId: string
  readonly forPersonId: string | undefined
  readonly refusal:
    { readonly code: string; readonly params: Readonly<Record<string, RefusalValue>> } | undefined
  readonly reason: Reason | undefined
  readonly note: unknown
  readonly rows: readonly LoggedRow[]
}
