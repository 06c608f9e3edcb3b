import { z } from 'zod'
import { money, toMoneyJson } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import type { Language } from '../../texts/text.ts'
import { mayWith, nameOf, type Organisation } from '../access/index.ts'
import { whyOf } from './report.ts'
import { signObjection } from './sign.ts'
import { standingOf, wholeOf, type Standing } from './standing.ts'
import { loadAccounts, loadCertificate, loadLines, pageOfLines } from './store.ts'
import type { CertificateRow, LineRow, RunRow } from './tables.ts'

/** Who reads. */
export type CoverageReader = {
  readonly actor: Actor
  readonly language: Language
  readonly organisation: Organisation
}

/** A comparison as lists show it. */
export function runJson(run: RunRow, reader: CoverageReader) {
  const json = (minor: bigint) => toMoneyJson(money(run.currency, minor))
  return {
    runId: run.id,
    entityId: run.entity_id,
    fileName: run.file_name,
    sha256: run.file_sha256,
    from: run.from_on,
    until: run.until_on,
    lines: run.lines,
    unread: run.unread,
    unbooked: run.unbooked,
    unlisted: run.unlisted,
    spend: json(run.spend_minor),
    comparedBy: personName(run.compared_by, reader),
    comparedAt: run.compared_at,
  }
}

/** A comparison with its accounts as they stand, its certificate, and whether the reader may sign. */
export async function runPage(tx: Transaction, run: RunRow, reader: CoverageReader) {
  const lines = await loadLines(tx, run.id)
  const accounts = standingOf(await loadAccounts(tx, run.id), lines)
  const certificate = await loadCertificate(tx, run.id)
  const sums = sumsJson(run)
  const whole = wholeOf(accounts)
  const count = (state: string) => lines.filter((line) => line.state === state).length
  const may = mayWith(reader.actor, 'coverage.sign', { entityId: run.entity_id })
  const refusal = may.can
    ? signObjection({ run, accounts, lines, certificate }, reader.actor.personId)
    : may.refusal
  return {
    run: runJson(run, reader),
    whole: { ...sums(whole), coverage: whole.coverage },
    accounts: accounts.map(({ row, ...standing }) => ({
      code: row.code,
      name: row.name,
      kind: row.kind,
      lines: row.lines,
      ...sums(standing),
    })),
    listed: {
      open: count('open'),
      waiting: count('waiting'),
      explained: count('explained'),
      matched: count('matched'),
    },
    ...(certificate ? { certificate: certificateJson(certificate, reader) } : {}),
    sign: permissionOf(refusal, reader),
  }
}

function permissionOf(refusal: Refusal | undefined, { language, actor }: CoverageReader) {
  return refusal
    ? ({ can: false, why: sayRefusal(refusal, language).says } as const)
    : ({ can: true, needsReason: true, needsFactor: !actor.hasFreshFactor } as const)
}

function sumsJson({ currency }: Pick<RunRow, 'currency'>) {
  const json = (minor: bigint) => toMoneyJson(money(currency, minor))
  return ({ total, matched, explained, unexplained }: Standing) => ({
    total: json(total),
    matched: json(matched),
    explained: json(explained),
    unexplained: json(unexplained),
  })
}

function certificateJson(row: CertificateRow, reader: CoverageReader) {
  return {
    certificateId: row.id,
    coverage: row.coverage,
    ...sumsJson(row)({
      total: row.spend_minor,
      matched: row.matched_minor,
      explained: row.explained_minor,
      unexplained: row.unexplained_minor,
    }),
    statement: row.statement,
    signedBy: personName(row.signed_by, reader),
    signedAt: row.signed_at,
  }
}

function personName(id: string, { organisation, language }: CoverageReader): string {
  const person = organisation.people.get(id)
  return person ? nameOf(person, language) : id
}

/** Which lines are read. */
export type LinesAsked = {
  readonly state?: string | undefined
  readonly after: number
  readonly limit: number
}

/** The lines of a comparison that a person should look at, the strongest signs first. */
export async function linesOf(tx: Transaction, run: RunRow, asked: LinesAsked, reader: CoverageReader) {
  const found = await pageOfLines(tx, { ...asked, runId: run.id, limit: asked.limit + 1 })
  const accounts = await loadAccounts(tx, run.id)
  const items = found.slice(0, asked.limit).map((line) => {
    const account = accounts.find(({ place }) => place === line.account)
    return lineJson(line, { account: `${account?.code ?? ''} ${account?.name ?? ''}`.trim(), run }, reader)
  })
  const last = items.at(-1)
  return found.length > asked.limit && last ? { items, next: last.place } : { items }
}

const storedReasons = z.array(
  z.object({
    code: z.string(),
    points: z.number(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
)

function lineJson(
  line: LineRow,
  { account, run }: { readonly account: string; readonly run: RunRow },
  reader: CoverageReader,
) {
  const reasons = storedReasons.parse(JSON.parse(line.reasons))
  return {
    lineId: line.id,
    place: line.place,
    line: line.line,
    day: line.happened_on,
    voucher: line.voucher,
    account,
    text: line.text,
    payee: line.payee,
    amount: toMoneyJson(money(run.currency, line.minor)),
    score: line.score,
    why: whyOf(
      reasons.map(({ code, points, params }) => ({ code, points, ...(params && { params }) })),
      reader.language,
    ),
    // The database holds the list of states.
    state: line.state as 'open' | 'waiting' | 'explained' | 'matched',
    ...(line.benefit_id === null ? {} : { benefitId: line.benefit_id }),
    ...(line.reason === null ? {} : { reason: line.reason }),
    ...(line.marked_by === null ? {} : { markedBy: personName(line.marked_by, reader) }),
    ...(line.confirmed_by === null ? {} : { confirmedBy: personName(line.confirmed_by, reader) }),
  }
}
