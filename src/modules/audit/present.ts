import type { Finding, Verification } from '../../kernel/finding.ts'
import { formatCount } from '../../kernel/format.ts'
import { tableWord } from '../../texts/audit.ts'
import { logTexts } from '../../texts/log.ts'
import { fill, type Language } from '../../texts/text.ts'

/** A finding as one sentence: what, where, and the entry that tells. */
export function findingText(finding: Finding, language: Language): string {
  const { kind, table, row, column, entry } = finding
  const key = kind === 'edited' && column !== undefined ? 'log.finding.edited_column' : `log.finding.${kind}`
  const text = fill(logTexts[key as keyof typeof logTexts], language, {
    table: tableWord(table, language),
    row,
    column: column ?? '',
  })
  // Where the row is the entry itself, its number has been said.
  if (entry === undefined || String(entry) === row) return text
  return text + fill(logTexts['log.finding.entry'], language, { entry })
}

/** The word for what was done. */
export function kindWord(finding: Finding, language: Language): string {
  return fill(logTexts[`log.kind.${finding.kind}`], language)
}

/** The one sentence at the head of a verification. */
export function verificationText(
  found: Pick<Verification, 'entries' | 'rows'> & { readonly findings: number },
  language: Language,
): string {
  const { entries, rows, findings } = found
  return findings === 0
    ? fill(logTexts['log.verify.ok'], language, { entries: formatCount(entries), rows: formatCount(rows) })
    : fill(logTexts['log.verify.found'], language, { count: formatCount(findings) })
}

const sinkProblems: Readonly<Record<string, keyof typeof logTexts>> = {
  ahead: 'log.sink.ahead',
  other_history: 'log.sink.other_history',
  other_log: 'log.sink.other_log',
  no_server: 'log.sink.no_server',
  ENOSPC: 'log.sink.full',
}

/** What stands in the way of an outside place, by its code. */
export function sinkProblemText(code: string, language: Language): string {
  const known = sinkProblems[code]
  return known ? fill(logTexts[known], language) : fill(logTexts['log.sink.unreachable'], language, { code })
}

/** What an outside place is called. */
export function sinkName(name: string, language: Language): string {
  return fill(logTexts[name === 'mail' ? 'log.sink.mail' : 'log.sink.folder'], language)
}
