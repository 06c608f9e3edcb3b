import { money, toMoneyJson } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import type { Language } from '../../texts/text.ts'
import { mayWith, nameOf, type Organisation } from '../access/index.ts'
import type { CoverageDeps } from './jobs.ts'
import type { Share } from './pool/domain.ts'
import {
  poolStanding,
  storedPool,
  storedStanding,
  type PoolStanding,
  type StoredPool,
} from './pool/standing.ts'
import { signObjection } from './sign.ts'
import { unreadLines } from './spoilt.ts'
import { standingOf, wholeOf, type Standing } from './standing.ts'
import { sayLeftOut, storedLeftOut } from './left-out.ts'
import { loadAccounts, loadCertificate, loadLines, loadUnbooked } from './store.ts'
import type { CertificateRow, LineRow, RunRow } from './tables.ts'
import { storedUnbooked, unbookedStanding } from './unbooked/standing.ts'

/** Who reads. */
export type CoverageReader = {
  readonly actor: Actor
  readonly language: Language
  readonly organisation: Organisation
  readonly entriesOf: CoverageDeps['entriesOf']
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
    ...(run.pool !== null && { poolName: storedPool(run.pool)?.name ?? '' }),
  }
}

/** A comparison with its accounts as they stand, its certificate, and whether the reader may sign. */
export async function runPage(tx: Transaction, run: RunRow, reader: CoverageReader) {
  const lines = await loadLines(tx, run.id)
  const accounts = standingOf(await loadAccounts(tx, run.id), lines)
  const certificate = await loadCertificate(tx, run.id)
  const sums = sumsJson(run)
  const whole = wholeOf(accounts)
  const pool = storedPool(run.pool)
  const may = (operation: string) => {
    const given = mayWith(reader.actor, operation, { entityId: run.entity_id })
    return given.can ? undefined : given.refusal
  }
  const signed = certificate && refuse('coverage.signed_already')
  const count = (state: string) => lines.filter((line) => line.state === state).length
  const unsigned = signObjection({ run, accounts, lines, certificate }, reader.actor.personId)
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
      declared: count('declared'),
    },
    unreadLines: unreadLines(run.spoilt, reader.language),
    ...leftOutJson(run, reader.language),
    unbooked: unbookedStanding(run, await loadUnbooked(tx, run.id), lines),
    ...(pool && { pool: poolJson(pool, lines, run) }),
    ...(certificate && { certificate: await certificateJson(tx, certificate, reader) }),
    mark: permissionOf(may('coverage.mark') ?? signed, reader),
    confirm: permissionOf(may('coverage.confirm') ?? signed, reader),
    sign: permissionOf(may('coverage.sign') ?? unsigned, reader),
  }
}

/** What nobody looked at, with the largest of its accounts. */
function leftOutJson({ left_out: text, currency }: RunRow, language: Language) {
  const leftOut = storedLeftOut(text)
  if (!leftOut) return {}
  const { count, debit, accounts } = leftOut
  const said = accounts.map((each) => sayLeftOut(each, currency, language))
  return { leftOut: { count, debit: toMoneyJson(money(currency, debit)), accounts: said } }
}

/** What the reader may do, or why not. */
export function permissionOf(refusal: Refusal | undefined, { language, actor }: CoverageReader) {
  return refusal
    ? ({ can: false, why: sayRefusal(refusal, language).says } as const)
    : ({ can: true, needsReason: true, needsFactor: !actor.hasFreshFactor } as const)
}

function sumsJson({ currency }: Pick<RunRow, 'currency'>) {
  const json = (minor: bigint) => toMoneyJson(money(currency, minor))
  return ({ total, matched, explained, unexplained, ordinary }: Standing) => ({
    total: json(total),
    matched: json(matched),
    explained: json(explained),
    ...(ordinary !== undefined && { ordinary: json(ordinary) }),
    unexplained: json(unexplained),
  })
}

function poolJson(pool: StoredPool, lines: readonly LineRow[], { currency }: RunRow) {
  const { name, sha256, from, to, unread } = pool
  return { name, sha256, from, until: to, unread, ...sharesJson(poolStanding(pool, lines), currency) }
}

/** Count and sum of each part of a list of e-invoices. */
function sharesJson(standing: PoolStanding, currency: string) {
  const json = ({ count, minor }: Share) => ({ count, sum: toMoneyJson(money(currency, minor)) })
  const { total, other, covered, explained, open } = standing
  return {
    total: json(total),
    other: json(other),
    covered: json(covered),
    explained: json(explained),
    open: json(open),
  }
}

/** The number of the entry of the log with which a comparison was signed; absent until it has one. */
export async function signedEntry(
  tx: Transaction,
  runId: string,
  { entriesOf }: CoverageReader,
): Promise<number | undefined> {
  const entries = await entriesOf(tx, { type: 'coverage', id: runId })
  return entries.find(({ operation, refusal }) => operation === 'coverage.sign' && refusal === undefined)
    ?.number
}

async function certificateJson(tx: Transaction, row: CertificateRow, reader: CoverageReader) {
  const pool = storedStanding(row.pool)
  const unbooked = storedUnbooked(row.unbooked)
  const entry = await signedEntry(tx, row.run_id, reader)
  return {
    certificateId: row.id,
    coverage: row.coverage,
    ...sumsJson(row)({
      total: row.spend_minor,
      matched: row.matched_minor,
      explained: row.explained_minor,
      unexplained: row.unexplained_minor,
      ...(row.ordinary_minor !== null && { ordinary: row.ordinary_minor }),
    }),
    statement: row.statement,
    signedBy: personName(row.signed_by, reader),
    signedAt: row.signed_at,
    ...(pool && { pool: sharesJson(pool, row.currency) }),
    ...(unbooked && { unbooked }),
    ...(entry !== undefined && { entry }),
  }
}

/** Who that is, in the reader's language. */
export function personName(id: string, { organisation, language }: CoverageReader): string {
  const person = organisation.people.get(id)
  return person ? nameOf(person, language) : id
}
