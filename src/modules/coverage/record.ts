import { createHash } from 'node:crypto'
import { because } from '../../kernel/because.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Compared } from './compare.ts'
import type { WatchedLine } from './domain.ts'
import { sumsOf } from './report.ts'
import { payeeOf } from './signs/vendors.ts'
import { loadMarks } from './store.ts'
import { accountTable, lineTable, runTable, type LineRow } from './tables.ts'

/** Which comparison is kept; what it found is beside the call, because an entry holds no journal. */
export type RecordBody = { readonly entityId: string; readonly name: string; readonly sha256: string }

/** What was kept. */
export type RecordAnswer = { readonly runId: string }

type Marks = ReadonlyMap<string, LineRow>

/**
 * Keeps a comparison: its sums by account, and the lines that a person should look at. What somebody has
 * said of the
 * same line of an earlier journal stands for this one too.
 */
export function recordComparison(
  newId: (kind: IdKind) => string,
  compared: Compared,
): Command<RecordBody, Marks, RecordAnswer> {
  const { journal, assessment } = compared
  const prints = fingerprints(assessment.listed.flatMap(({ at }) => journal.watched[at] ?? []))
  return {
    operation: 'coverage.record',
    load: async (tx, [call]) => loadMarks(tx, call?.body.entityId ?? '', [...prints.values()].sort()),
    decide: (marks, call) => {
      const { entityId } = call.body
      const runId = newId('journal')
      return {
        answer: { runId },
        object: { type: 'coverage', id: runId },
        entityId,
        changes: [
          runChange(runId, compared, call),
          ...accountChanges({ newId, runId, entityId }, compared),
          ...lineChanges({ newId, runId, entityId }, compared, { prints, marks }),
        ],
        reason: because('coverage.compared', { lines: journal.lines, name: call.body.name }),
      }
    },
  }
}

function runChange(
  id: string,
  { report, currency, assessment }: Compared,
  { body, actor, at }: Call<RecordBody>,
) {
  return insertRow(runTable, {
    id,
    entity_id: body.entityId,
    file_name: body.name,
    file_sha256: body.sha256,
    from_on: report.from,
    until_on: report.to,
    currency,
    lines: report.lines,
    unread: report.spoilt.length + report.spoiltMore,
    unbooked: report.unbooked.length,
    unlisted: assessment.unlisted.length,
    spend_minor: BigInt(report.spend.minor),
    matched_minor: BigInt(report.matched.minor),
    explained_minor: BigInt(report.explained.minor),
    unexplained_minor: BigInt(report.unexplained.minor),
    compared_by: actor.personId,
    compared_at: at,
  })
}

type Of = { readonly newId: (kind: IdKind) => string; readonly runId: string; readonly entityId: string }

function accountChanges({ newId, runId, entityId }: Of, { assessment }: Compared): RowChange[] {
  return assessment.accounts.map((account, place) => {
    const { matched, explained, unexplained } = sumsOf(account)
    return insertRow(accountTable, {
      id: newId('journalLine'),
      entity_id: entityId,
      run_id: runId,
      place,
      code: account.code,
      name: account.name,
      kind: account.kind,
      lines: account.lines,
      total_minor: account.total,
      matched_minor: matched,
      explained_minor: explained,
      unexplained_minor: unexplained,
    })
  })
}

type Known = { readonly prints: ReadonlyMap<WatchedLine, string>; readonly marks: Marks }

function lineChanges(
  { newId, runId, entityId }: Of,
  compared: Compared,
  { prints, marks }: Known,
): RowChange[] {
  const { journal, assessment } = compared
  const places = new Map(assessment.accounts.map(({ code, name }, place) => [`${code}\t${name}`, place]))
  return assessment.listed.flatMap(({ at, score, reasons }, place) => {
    const line = journal.watched[at]
    if (!line) return []
    const fingerprint = prints.get(line) ?? ''
    const mark = marks.get(fingerprint)
    return insertRow(lineTable, {
      id: newId('journalLine'),
      entity_id: entityId,
      run_id: runId,
      place: place + 1,
      fingerprint,
      line: line.line,
      account: places.get(`${line.code}\t${line.name}`) ?? 0,
      happened_on: line.day,
      voucher: line.voucher,
      text: line.text,
      payee: payeeOf(line, journal),
      minor: line.minor,
      score: Math.round(score),
      reasons: JSON.stringify(reasons),
      state: mark?.state ?? 'open',
      benefit_id: mark?.benefit_id ?? null,
      reason: mark?.reason ?? null,
      marked_by: mark?.marked_by ?? null,
      marked_at: mark?.marked_at ?? null,
      confirmed_by: mark?.confirmed_by ?? null,
      confirmed_at: mark?.confirmed_at ?? null,
    })
  })
}

/**
 * What a line is known by in another export of the same books: everything that it says, and which of its
 * like it is. Its
 * number in the file is left out, because the next export begins on another day.
 */
function fingerprints(lines: readonly WatchedLine[]): Map<WatchedLine, string> {
  const seen = new Map<string, number>()
  const inOrder = lines.toSorted((a, b) => a.line - b.line)
  return new Map(
    inOrder.map((line) => {
      const { day, voucher, code, name, minor, text, party, staff } = line
      const said = JSON.stringify([day, voucher, code, name, String(minor), text, party, staff])
      const count = (seen.get(said) ?? 0) + 1
      seen.set(said, count)
      return [line, createHash('sha256').update(`${said} ${count}`).digest('hex')]
    }),
  )
}
