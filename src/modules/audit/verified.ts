import type { Finding } from '../../kernel/finding.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findingsKept } from './domain.ts'
import { lastVerification } from './store-screen.ts'

/** What the last verification came to, for screens that show one object of the log. */
export type LastVerified = {
  readonly at: Instant
  readonly isOk: boolean
  /** How many entries it covered: those with a lower number. */
  readonly entries: number
  /** Undefined where there were more findings than were kept, so that no object can be called whole. */
  readonly findings: readonly Finding[] | undefined
}

/** The last verification that was run in the application; undefined when there was none. */
export async function lastVerified(tx: Transaction): Promise<LastVerified | undefined> {
  const row = await lastVerification(tx)
  if (!row) return undefined
  const findings: Finding[] = JSON.parse(row.findings)
  const isWhole = findings.length < findingsKept
  return {
    at: row.at,
    isOk: row.is_ok,
    entries: Number(row.entries),
    findings: isWhole ? findings : undefined,
  }
}
