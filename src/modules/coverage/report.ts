import { formatMoney } from '../../kernel/format.ts'
import { fromMoneyJson, money, toMoneyJson, type MoneyJson } from '../../kernel/money.ts'
import { coverageReasons, spoiltReasons, unbookedReasons } from '../../texts/coverage.ts'
import { fill, type Language, type Sentence } from '../../texts/text.ts'
import type { Assessment } from './assess.ts'
import type { ComparedPool } from './compare.ts'
import type { AccountKind, AccountTotal, Journal, ListedLine, Reason, SpoiltLine } from './domain.ts'
import { sayLeftOut, type LeftOutSaid } from './left-out.ts'
import type { PoolState, Share } from './pool/domain.ts'
import type { Unbooked } from './unbooked/check.ts'

/** A line that a person should look at, in words. */
export type UnfiledLine = {
  readonly line: number
  readonly day: string
  readonly voucher: string
  readonly account: string
  readonly text: string
  readonly payee: string
  readonly amount: MoneyJson
  readonly score: number
  readonly why: string
}

/**
 * The sums of one account: `matched` + `explained` + `unexplained` = `total`. `ordinary` is the part of what
 * is explained of which nothing looks like a benefit.
 */
export type AccountReport = {
  readonly code: string
  readonly name: string
  readonly kind: AccountKind
  readonly lines: number
  readonly total: MoneyJson
  readonly matched: MoneyJson
  readonly explained: MoneyJson
  readonly ordinary: MoneyJson
  readonly unexplained: MoneyJson
}

/** What came of a comparison. */
export type CoverageReport = {
  readonly lines: number
  readonly spend: MoneyJson
  readonly matched: MoneyJson
  readonly explained: MoneyJson
  readonly ordinary: MoneyJson
  readonly unexplained: MoneyJson
  readonly unfiled: readonly UnfiledLine[]
  /**
   * Percent of the spend that is registered, explained or ordinary; rounded down, so it never claims too
   * much.
   */
  readonly coverage: string
  readonly accounts: readonly AccountReport[]
  /** The accounts of expense that nobody looked at, the largest debit first, and why. */
  readonly leftOut: readonly LeftOutSaid[]
  /** Lines with weaker signs beyond the room of the list; their amounts are unexplained too. */
  readonly unlisted: number
  readonly spoilt: readonly { readonly line: number; readonly why: string }[]
  readonly spoiltMore: number
  /** What is on record and the journal does not bear out: benefits, and statutory numbers. */
  readonly unbooked: readonly UnbookedReport[]
  /** How many recorded numbers were looked up; absent where the journal has none, or is that of a group. */
  readonly numbers?: number
  readonly from: string
  readonly to: string
  readonly sha256: string
  /** The list of received e-invoices, where one was handed in. */
  readonly pool?: PoolReport
}

/** Something on record that the journal does not bear out, in words. */
export type UnbookedReport = {
  readonly kind: Unbooked['kind']
  readonly benefitId: string
  /** The statutory number, or the number of the benefit in the register. */
  readonly number: string
  readonly day: string
  readonly amount?: MoneyJson
  readonly why: string
}

/** What came of a list of e-invoices: its parts are the whole, and what a person should look at. */
export type PoolReport = {
  readonly shares: Readonly<Record<PoolState | 'total', { readonly count: number; readonly sum: MoneyJson }>>
  readonly unfiled: readonly PoolUnfiled[]
  readonly spoilt: readonly { readonly line: number; readonly why: string }[]
  readonly spoiltMore: number
}

/** An e-invoice that a person should look at, in words. */
export type PoolUnfiled = {
  readonly line: number
  readonly number: string
  readonly day: string
  readonly seller: string
  readonly amount: MoneyJson
  readonly why: string
}

type ReportOptions = {
  readonly currency: string
  readonly language: Language
  readonly pool?: ComparedPool | undefined
}

/** So many reasons are told for a line; the weaker ones would hide the strong. */
const reasonsTold = 5

/** Puts a comparison into words and sums. */
export function reportOf(
  journal: Journal,
  assessment: Assessment,
  { unbooked, numbers }: { readonly unbooked: readonly Unbooked[]; readonly numbers?: number | undefined },
  { currency, language, pool }: ReportOptions,
): CoverageReport {
  const json = (minor: bigint) => toMoneyJson(money(currency, minor))
  const accounts = assessment.accounts.map((account) => ({ ...account, ...sumsOf(account) }))
  const sum = (name: 'total' | 'matched' | 'explained' | 'ordinary' | 'unexplained') =>
    accounts.reduce((total, account) => total + account[name], 0n)
  const [from, to] = [journal.from ?? '', journal.to ?? '']
  return {
    lines: journal.lines,
    spend: json(sum('total')),
    matched: json(sum('matched')),
    explained: json(sum('explained')),
    ordinary: json(sum('ordinary')),
    unexplained: json(sum('unexplained')),
    unfiled: assessment.listed.flatMap((listed) => unfiled(journal, listed, json, language) ?? []),
    coverage: percent(sum('total') - sum('unexplained'), sum('total')),
    accounts: accounts.map(({ code, name, kind, lines, ...sums }) => ({
      code,
      name,
      kind,
      lines,
      total: json(sums.total),
      matched: json(sums.matched),
      explained: json(sums.explained),
      ordinary: json(sums.ordinary),
      unexplained: json(sums.unexplained),
    })),
    leftOut: journal.leftOut.map((each) => sayLeftOut(each, currency, language)),
    unlisted: assessment.unlisted.length,
    spoilt: spoiltLines(journal.spoilt, language),
    spoiltMore: journal.spoiltMore,
    unbooked: unbooked.map((each) => unbookedReport(each, json, language)),
    ...(numbers !== undefined && { numbers }),
    from,
    to,
    sha256: journal.sha256,
    ...(pool && { pool: poolReport(pool, json, language) }),
  }
}

function unbookedReport(
  each: Unbooked,
  json: (minor: bigint) => MoneyJson,
  language: Language,
): UnbookedReport {
  const { kind, benefitId, on: day, minor } = each
  return {
    kind,
    benefitId,
    day,
    number: each.kind === 'benefit' ? each.registered : each.number,
    ...(minor !== undefined && { amount: json(minor) }),
    why: sayUnbooked(each, json, language),
  }
}

/** Why something on record counts as not in the journal, and what next. */
export function sayUnbooked(each: Unbooked, json: (minor: bigint) => MoneyJson, language: Language): string {
  const shown = (minor: bigint) => formatMoney(fromMoneyJson(json(minor)))
  const number = each.kind === 'benefit' ? '' : each.number
  const [booked, found] = each.kind === 'amount' ? [each.minor ?? 0n, each.found] : [0n, 0n]
  return fill(unbookedReasons[each.kind], language, {
    number,
    month: each.on.slice(0, 7),
    booked: shown(booked),
    found: shown(found),
  })
}

function poolReport(
  { read, result }: ComparedPool,
  json: (minor: bigint) => MoneyJson,
  language: Language,
): PoolReport {
  const { total, other, covered, listed, unlisted } = result.shares
  const share = ({ count, minor }: Share) => ({ count, sum: json(minor) })
  return {
    shares: {
      total: share(total),
      other: share(other),
      covered: share(covered),
      listed: share(listed),
      unlisted: share(unlisted),
    },
    unfiled: result.listed.map(({ invoice, reasons }) => ({
      line: invoice.line,
      number: invoice.number,
      day: invoice.day,
      seller: invoice.seller,
      amount: json(invoice.total),
      why: whyOf(reasons, language),
    })),
    spoilt: spoiltLines(read.spoilt, language),
    spoiltMore: read.spoiltMore,
  }
}

/** Lines that could not be read, each with the reason in words. */
export function spoiltLines(spoilt: readonly SpoiltLine[], language: Language) {
  return spoilt.map(({ line, code, params }) => ({ line, why: fill(spoiltText(code), language, params) }))
}

/**
 * The states of an account in three: what is registered, what needs no look, and what does. `ordinary` is the
 * part of the second of which nothing looks like a benefit, and that nobody has explained.
 */
export function sumsOf({ sums }: AccountTotal) {
  const { matched, offset, explained, ordinary, unexplained } = sums
  return { matched, explained: explained + offset + ordinary, unexplained, ordinary }
}

/** Percent with one decimal, rounded down; a journal without spend leaves nothing uncovered. */
export function percent(part: bigint, whole: bigint): string {
  if (whole <= 0n) return '100.0'
  const tenths = (part * 1_000n) / whole
  return `${tenths / 10n}.${(tenths < 0n ? -tenths : tenths) % 10n}`
}

function unfiled(
  { watched, vouchers }: Journal,
  { at, score, reasons }: ListedLine,
  json: (minor: bigint) => MoneyJson,
  language: Language,
): UnfiledLine | undefined {
  const line = watched[at]
  if (!line) return undefined
  return {
    line: line.line,
    day: line.day,
    voucher: line.voucher,
    account: [line.code, line.name].filter((part) => part !== '').join(' '),
    text: line.text,
    payee: line.party || (vouchers[line.at]?.party ?? ''),
    amount: json(line.minor),
    score,
    why: whyOf(reasons, language),
  }
}

/** The reasons for a look, the strongest first, in one sentence. */
export function whyOf(reasons: readonly Reason[], language: Language): string {
  const told = reasons.filter(({ points }) => points > 0).slice(0, reasonsTold)
  return told
    .map(({ code, params }) => fill(reasonText(code), language, params))
    .join(language === 'zh-CN' ? '；' : '; ')
}

function reasonText(code: string): Sentence {
  const texts: Readonly<Record<string, Sentence>> = coverageReasons
  return texts[code] ?? { zh: code, en: code }
}

function spoiltText(code: string): Sentence {
  const texts: Readonly<Record<string, Sentence>> = spoiltReasons
  return texts[code] ?? { zh: code, en: code }
}
