import type { Instant } from './time.ts'

/**
 * What was done behind the application's back. edited: a value differs. inserted: nobody logged it.
 * deleted: it was logged and is gone. moved: it stands in another's place. cut: the end is missing.
 * rewritten: the log itself is another one than an outsider saw.
 */
export type FindingKind = 'edited' | 'inserted' | 'deleted' | 'moved' | 'cut' | 'rewritten'

/**
 * One finding. `row` is the row's id, or the number of a log entry; `entry` is the number of the entry that
 * tells.
 */
export type Finding = {
  readonly kind: FindingKind
  readonly table: string
  readonly row: string
  readonly column?: string
  readonly entry?: number
}

/** The answer of a verification. `root` is in base64, as in the checkpoint. */
export type Verification = {
  readonly ok: boolean
  readonly entries: number
  readonly rows: number
  readonly findings: readonly Finding[]
  readonly checkpoint: { readonly size: number; readonly root: string; readonly at: Instant | null } | null
}

/** Where findings about the log itself are said to be. */
export const logTable = 'audit.entry'

/** The row of a finding about an entry that the sequencer has not numbered yet. */
export const unnumbered = 'unnumbered'

/** Where findings about a checkpoint are said to be; the row is its size. */
export const checkpointTable = 'audit.checkpoint'

/** The place of a finding about entry `seq` of the log. */
export function logRow(seq: number): {
  readonly table: string
  readonly row: string
  readonly entry: number
} {
  return { table: logTable, row: String(seq), entry: seq }
}
