import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '../kernel/time.ts'
import type { OutsideEvidence } from '../modules/audit/index.ts'
import { monotonicMs, systemClock } from '../platform/clock.ts'
import { keepDrill, type DrillNote } from '../platform/postgres/backup/drill-note.ts'
import { readMark } from '../platform/postgres/backup/quarantine.ts'
import { existingHome } from '../platform/postgres/place.ts'
import { stopServerOf } from '../platform/postgres/server.ts'
import { setupFault, type Say } from '../platform/setup-fault.ts'
import { bringBack } from './restore.ts'
import { judgeRestored, openRestored, verifyRestored } from './restored.ts'

/** What a drill tries. */
export type DrillAsk = {
  readonly from: string
  /** The file of the private backup key. */
  readonly key: string
  readonly to: Instant | undefined
  readonly archive: string | undefined
  readonly masterKey: Buffer
  readonly outside: OutsideEvidence
  readonly say: Say
}

/**
 * Restores into a folder of its own, verifies against the outside copy of the log, removes the folder, and
 * keeps the result beside the backups. What outsiders saw after the moment is no fault of a drill.
 */
export async function drill(ask: DrillAsk): Promise<DrillNote> {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-drill-'))
  const data = join(folder, 'data')
  // PostgreSQL's ordinary user must be able to walk in where root drills.
  chmodSync(folder, 0o711)
  try {
    const result = await drillIn(data, ask)
    await keepDrill(ask.from, result)
    return result
  } finally {
    await stopServerOf(data)
    const home = existingHome(data)
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

async function drillIn(data: string, ask: DrillAsk): Promise<DrillNote> {
  const began = monotonicMs()
  const { from, key, to, archive, say, outside } = ask
  const restored = await bringBack({ from, key, to, archive, data, say })
  const database = await openRestored(data, say)
  const mark = readMark(data)
  if (mark === undefined) throw setupFault('setup.restore_unfinished', { data })
  const found = await verifyRestored(database, ask.masterKey, outside)
  const judged = judgeRestored(mark, found, { notes: outside.notes, accepted: undefined })
  const isGood = judged.outcome === 'released' || judged.outcome === 'lost'
  return {
    at: systemClock()(),
    ok: isGood && restored.lostFiles.length === 0,
    backup: restored.backup,
    to: restored.to,
    entries: found.entries,
    rows: found.rows,
    findings: judged.findings.length,
    later: judged.lost,
    lostFiles: restored.lostFiles.length,
    seconds: Math.round((monotonicMs() - began) / 100) / 10,
  }
}
