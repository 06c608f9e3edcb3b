import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { parseCheckpoint } from '../kernel/checkpoint.ts'
import { logTable, type Finding, type Verification } from '../kernel/finding.ts'
import { parseNote } from '../kernel/note.ts'
import { restoredCommand, verifyLive, type OutsideEvidence } from '../modules/audit/index.ts'
import { randomBytes } from '../platform/clock.ts'
import { openDatabase, openPool, type OpenDatabase } from '../platform/db/connect.ts'
import { migrate } from '../platform/db/migrate.ts'
import { keyRing } from '../platform/keys.ts'
import { keepMark, readMark, removeMark, type RestoreMark } from '../platform/postgres/backup/quarantine.ts'
import type { Say } from '../platform/setup-fault.ts'
import { governedTables } from './governed.ts'
import type { World } from './world.ts'

/** What a verification says of a restored folder. */
export type Judged = {
  /** `released`: it may serve. Otherwise why it may not. */
  readonly outcome: 'released' | 'findings' | 'nothing_outside' | 'lost'
  /** Entries that outsiders have seen and that lie behind the moment of the restore. */
  readonly lost: number
  /** The findings without the one that the restore itself explains. */
  readonly findings: readonly Finding[]
}

/**
 * A checkpoint is signed a moment after its entries were committed, and a restore may end between the
 * two.
 */
const toleranceMs = 2_000

/**
 * Judges a restored folder by its verification. A restore to a named moment leaves out what came later, and
 * outsiders have seen that: whoever releases accepts the very number of entries. What a checkpoint from
 * before
 * that moment holds, or the backup held, must be there, and nothing excuses it.
 */
export function judgeRestored(
  mark: RestoreMark,
  found: Verification,
  { notes, accepted }: { readonly notes: readonly string[]; readonly accepted: number | undefined },
): Judged {
  const seen = notes.flatMap((note) => parseCheckpoint(parseNote(note)?.text ?? '') ?? [])
  const cut = found.findings.find(({ kind, table }) => kind === 'cut' && table === logTable)
  const size = cut === undefined ? undefined : Number(cut.row)
  const lost = size === undefined ? 0 : Math.max(0, ...seen.map((one) => one.size - size))
  const before = seen.filter(
    ({ at }) => at !== undefined && Date.parse(at) <= Date.parse(mark.to) - toleranceMs,
  )
  const needed = Math.max(mark.logSize, ...before.map((one) => one.size))
  const isExplained = size !== undefined && size >= needed && lost > 0
  const findings = isExplained ? found.findings.filter((one) => one !== cut) : found.findings
  if (findings.length > 0) return { outcome: 'findings', lost, findings }
  if (seen.length === 0) return { outcome: 'nothing_outside', lost, findings }
  return { outcome: lost > 0 && accepted !== lost ? 'lost' : 'released', lost, findings }
}

/** Lets a restored folder serve again; its first start tells the log. */
export async function release(data: string, mark: RestoreMark, lost: number): Promise<void> {
  await keepMark(data, { ...mark, state: 'released', lost })
}

/** Tells the log of the restore, once, before anything else is done in a folder that was released. */
export async function tellRestored(world: Pick<World, 'door' | 'now'>, data: string): Promise<void> {
  const mark = readMark(data)
  if (mark?.state !== 'released') return
  const { backup, to, restoredAt, lost = 0 } = mark
  const [outcome] = await act(world.door, restoredCommand, [
    {
      key: `restored:${backup}:${restoredAt}`,
      actor: systemActor,
      body: { backup, to, restoredAt, lost },
      at: world.now(),
    },
  ])
  if (outcome?.kind !== 'done') throw new Error('the log was not told of the restore')
  removeMark(data)
}

/** Opens the restored database of a folder and brings its schema up to this build; the caller stops it. */
export async function openRestored(data: string, say: Say): Promise<OpenDatabase> {
  const database = await openDatabase({ kind: 'embedded', data }, randomBytes, say)
  await migrate(database.owner, database.roles)
  return database
}

/** Verifies a restored database against what outsiders kept. */
export async function verifyRestored(
  database: OpenDatabase,
  masterKey: Buffer,
  outside: OutsideEvidence,
): Promise<Verification> {
  const pool = openPool(database.auditor, { max: 1, name: 'restored' })
  try {
    return await verifyLive({ pool, ring: keyRing(masterKey), tables: governedTables, outside })
  } finally {
    await pool.end()
  }
}
