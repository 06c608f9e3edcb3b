import type { z } from 'zod'
import type { sealJson } from '../../../contract/screens.ts'
import { checkpointTable, logTable } from '../../../kernel/finding.ts'
import { formatCount } from '../../../kernel/format.ts'
import type { FeedEntry } from '../../../platform/feed.ts'
import type { LastVerified } from './deps.ts'
import { say, whenOf, type Reader, type TextKey } from './reader.ts'

type Seal = z.output<typeof sealJson>

/**
 * The seal at the head of the timeline: the number of the last entry, and what the last verification found.
 * Nothing is called intact that was not verified since.
 */
export function sealOf(
  reader: Reader,
  entries: readonly FeedEntry[],
  verified: LastVerified | undefined,
): Seal {
  const number = entries.at(-1)?.number
  if (number === undefined) return { state: 'pending', text: say(reader, 'seal.pending') }
  const { state, key } = standingOf(entries, number, verified)
  const when = verified ? whenOf(reader, verified.at).text : ''
  return { entry: number, state, text: say(reader, key, { number: formatCount(number), when }) }
}

type Standing = { readonly state: Seal['state']; readonly key: TextKey }

function standingOf(entries: readonly FeedEntry[], number: number, verified?: LastVerified): Standing {
  if (!verified) return { state: 'unchecked', key: 'seal.unchecked' }
  // A finding about this object or about the log stands, whatever was written since.
  if (isNamed(entries, verified)) return { state: 'broken', key: 'seal.broken' }
  if (number >= verified.entries) return { state: 'unchecked', key: 'seal.older' }
  return { state: 'intact', key: verified.isOk ? 'seal.intact' : 'seal.elsewhere' }
}

const ofTheLog: readonly string[] = [logTable, checkpointTable]

/** Whether the findings name a row that these entries tell of, or the log itself. */
function isNamed(entries: readonly FeedEntry[], { isOk, findings }: LastVerified): boolean {
  if (isOk) return false
  if (!findings) return true
  const rows = new Set(entries.flatMap((entry) => entry.rows.map((row) => `${row.table} ${row.id}`)))
  return findings.some(({ table, row }) => ofTheLog.includes(table) || rows.has(`${table} ${row}`))
}
