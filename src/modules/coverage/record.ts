import { hash } from 'node:crypto'
import { because } from '../../kernel/because.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Compared } from './compare.ts'
import type { Reason, WatchedLine } from './domain.ts'
import { leftOutText } from './left-out.ts'
import type { ListedInvoice } from './pool/match-pool.ts'
import { spoiltText } from './spoilt.ts'
import { poolText } from './pool/standing.ts'
import { sumsOf } from './report.ts'
import { payeeOf } from './signs/vendors.ts'
import { loadMarks } from './store.ts'
import { accountTable, lineTable, runTable, unbookedTable, type LineRow } from './tables.ts'

/** Which comparison is kept; what it found is beside the call, because an entry holds no journal. */
export type RecordBody = {
  readonly entityId: string
  readonly name: string
  readonly sha256: string
  readonly sheet?: string
  /** The list of e-invoices, where one was compared. */
  readonly pool?: HandedIn
}

/** A file that somebody handed in: its name, and the digest of its bytes. */
export type HandedIn = { readonly name: string; readonly digest: string }

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
  const lines = workLines(compared, prints)
  return {
    operation: 'coverage.record',
    load: async (tx, [call]) =>
      loadMarks(tx, call?.body.entityId ?? '', lines.map(({ fingerprint }) => fingerprint).sort()),
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
          ...unbookedChanges({ newId, runId, entityId }, compared),
          ...lines.map((line, i) => lineChange({ newId, runId, entityId }, line, { place: i + 1, marks })),
        ],
        reason: because('coverage.compared', { lines: journal.lines, name: call.body.name }),
      }
    },
  }
}

function runChange(
  id: string,
  { report, currency, assessment, journal, pool, unbooked, numbers }: Compared,
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
    unbooked: unbooked.filter(({ kind }) => kind === 'benefit').length,
    unlisted: assessment.unlisted.length,
    spend_minor: BigInt(report.spend.minor),
    matched_minor: BigInt(report.matched.minor),
    explained_minor: BigInt(report.explained.minor),
    unexplained_minor: BigInt(report.unexplained.minor),
    compared_by: actor.personId,
    compared_at: at,
    sheet: body.sheet ?? null,
    pool: pool && body.pool ? poolText(pool, body.pool) : null,
    spoilt: spoiltText(journal.spoilt, pool?.read.spoilt),
    ordinary_minor: BigInt(report.ordinary.minor),
    numbers: numbers ?? null,
    left_out: leftOutText(journal),
    numbers_missing: numbers === undefined ? null : unbooked.filter(({ kind }) => kind !== 'benefit').length,
  })
}

type Of = { readonly newId: (kind: IdKind) => string; readonly runId: string; readonly entityId: string }

function accountChanges({ newId, runId, entityId }: Of, { assessment }: Compared): RowChange[] {
  return assessment.accounts.map((account, place) => {
    const { matched, explained, unexplained, ordinary } = sumsOf(account)
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
      ordinary_minor: ordinary,
    })
  })
}

/** So much of what the journal does not bear out is kept to be looked at; all of it is counted. */
const unbookedMax = 2_000

function unbookedChanges({ newId, runId, entityId }: Of, { unbooked }: Compared): RowChange[] {
  return unbooked.slice(0, unbookedMax).map((each, i) =>
    insertRow(unbookedTable, {
      id: newId('journalLine'),
      entity_id: entityId,
      run_id: runId,
      place: i + 1,
      kind: each.kind,
      benefit_id: each.benefitId,
      voucher_id: each.kind === 'benefit' ? null : each.voucherId,
      number: each.kind === 'benefit' ? null : each.number,
      on_day: each.on,
      minor: each.minor ?? null,
      found_minor: each.kind === 'amount' ? each.found : null,
    }),
  )
}

/** A line of the work list as it comes from the journal or from the list of invoices. */
type WorkLine = Pick<
  LineRow,
  | 'fingerprint'
  | 'line'
  | 'account'
  | 'happened_on'
  | 'voucher'
  | 'text'
  | 'payee'
  | 'minor'
  | 'source'
  | 'staff'
  | 'invoice_number'
  | 'invoice_minor'
> & { readonly score: number; readonly reasons: readonly Reason[] }

/** Both sources in one list, the strongest signs first. */
function workLines(compared: Compared, prints: ReadonlyMap<WatchedLine, string>): WorkLine[] {
  const { journal, assessment, pool } = compared
  const places = new Map(assessment.accounts.map(({ code, name }, place) => [`${code}\t${name}`, place]))
  const ofJournal = assessment.listed.flatMap(({ at, score, reasons }): WorkLine[] => {
    const line = journal.watched[at]
    const invoice = pool?.result.ofLines.get(at)
    if (!line) return []
    return [
      {
        fingerprint: prints.get(line) ?? '',
        line: line.line,
        account: places.get(`${line.code}\t${line.name}`) ?? 0,
        happened_on: line.day,
        voucher: line.voucher,
        text: line.text,
        payee: payeeOf(line, journal),
        minor: line.minor,
        source: 'journal',
        staff: line.staff || (journal.vouchers[line.at]?.staff ?? ''),
        invoice_number: invoice?.number ?? null,
        invoice_minor: invoice?.total ?? null,
        score,
        reasons,
      },
    ]
  })
  const ofPool = (pool?.result.listed ?? []).map(invoiceLine)
  return [...ofJournal, ...ofPool].sort((a, b) => b.score - a.score)
}

/** No account of the journal: what stands only among the invoices is in none of its sums. */
const noAccount = -1

function invoiceLine({ invoice, score, reasons }: ListedInvoice): WorkLine {
  const { key, number, day, seller, items, total, line } = invoice
  return {
    fingerprint: hash('sha256', JSON.stringify(['invoice', key, String(total)])),
    line,
    account: noAccount,
    happened_on: day,
    voucher: '',
    text: items.join('、').slice(0, 500),
    payee: seller,
    minor: total,
    source: 'invoice',
    staff: '',
    invoice_number: number,
    invoice_minor: total,
    score,
    reasons,
  }
}

function lineChange(
  { newId, runId, entityId }: Of,
  { score, reasons, ...line }: WorkLine,
  { place, marks }: { readonly place: number; readonly marks: Marks },
): RowChange {
  const mark = marks.get(line.fingerprint)
  return insertRow(lineTable, {
    ...line,
    id: newId('journalLine'),
    entity_id: entityId,
    run_id: runId,
    place,
    score: Math.round(score),
    reasons: JSON.stringify(reasons),
    state: mark?.state ?? 'open',
    benefit_id: mark?.benefit_id ?? null,
    reason: mark?.reason ?? null,
    marked_by: mark?.marked_by ?? null,
    marked_at: mark?.marked_at ?? null,
    confirmed_by: mark?.confirmed_by ?? null,
    confirmed_at: mark?.confirmed_at ?? null,
    request_id: mark?.request_id ?? null,
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
      return [line, hash('sha256', `${said} ${count}`)]
    }),
  )
}
