import { toBase64 } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { RowStep } from './entry-scan.ts'
import { parseEntry } from './entry.ts'
import type { Finding, Verification } from './finding.ts'
import { logRow, logTable, unnumbered } from './finding.ts'
import { RowHeads } from './row-heads.ts'
import type { LogSources, VerifierTools } from './verifier-log.ts'
import { walkLog } from './verifier-log.ts'
import type { GovernedRows, Suspect } from './verifier-rows.ts'
import { checkRows, Explainer, missingRows } from './verifier-rows.ts'

/**
 * The whole log and every governed row, all read from one snapshot. `entries` is read a second time
 * when a row does not fit, to name its columns.
 */
export type LogReaders = LogSources & { readonly tables: readonly GovernedRows[] }

/** How far a verification has come. */
export type VerifierProgress = (part: 'entries' | 'rows', done: number) => void

/**
 * Verifies the log and every governed row: rebuilds the tree, compares it with all checkpoints and mirrored
 * leaves, follows each row to its last entry, and names what does not fit. Bad data gives findings; only a
 * broken reader throws.
 */
export async function verifyLog(
  readers: LogReaders,
  tools: VerifierTools,
  progress?: VerifierProgress,
): Promise<Verification> {
  const heads = new RowHeads()
  const steps: Finding[] = []
  let heard = 0
  const walk = await walkLog(readers, tools, (rows, seq) => {
    followRows(heads, rows, seq, steps)
    heard += 1
    if (heard % 10_000 === 0) progress?.('entries', heard)
  })
  const check = await checkRows(readers.tables, heads, tools.sha256, (rows) => progress?.('rows', rows))
  const explained = await explain(readers, check.suspects)
  const findings = [...walk.findings, ...steps, ...check.findings, ...explained, ...missingRows(heads)]
  return verification({ entries: walk.size, rows: check.rows, findings, checkpoint: walk.checkpoint })
}

/** The answer in the shape of the command line. */
export function verification(found: {
  entries: number
  rows: number
  findings: readonly Finding[]
  checkpoint: Checkpoint | null
}): Verification {
  const { checkpoint } = found
  return {
    ok: found.findings.length === 0,
    entries: found.entries,
    rows: found.rows,
    findings: found.findings,
    checkpoint: checkpoint && {
      size: checkpoint.size,
      root: toBase64(checkpoint.root),
      at: checkpoint.at ?? null,
    },
  }
}

/**
 * A change that skips a version had one before it that is not in the log; one that goes back stands in a
 * wrong place.
 */
function followRows(
  heads: RowHeads,
  rows: readonly RowStep[],
  seq: number | null,
  findings: Finding[],
): void {
  for (const row of rows) {
    const step = heads.follow(row, seq ?? -1)
    if (step === 'follows') continue
    const place = seq === null ? { table: logTable, row: unnumbered } : logRow(seq)
    findings.push({ kind: step === 'backwards' ? 'moved' : 'deleted', ...place })
  }
}

async function explain(readers: LogReaders, suspects: readonly Suspect[]): Promise<Finding[]> {
  if (suspects.length === 0) return []
  const explainer = new Explainer(suspects)
  for await (const batch of readers.entries()) {
    for (const { seq, bytes } of batch) {
      const entry = parseEntry(bytes)
      if (entry) explainer.hear(entry, seq ?? -1)
    }
  }
  return explainer.explain()
}
