import { hash } from 'node:crypto'
import type { Decision } from '../../contract/decision.ts'
import type { Facts, HistoryLine } from '../../contract/facts.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { fromMoneyJson, type Money } from '../../kernel/money.ts'
import {
  matrixCurrency,
  rolesFrom,
  route,
  type ApproverRole,
  type AuthorityMatrix,
  type GivingTolerance,
  type Route,
  type RouteSubject,
  type PaymentRules,
  type Validity,
} from './authority.ts'
import { compilePacks, type CompiledPacks } from './compile.ts'
import { decide } from './decide.ts'
import { matrixId } from './domain.ts'
import { loadAuthority } from './load-authority.ts'
import { loadPack } from './load-pack.ts'
import { nearLimits, type NearLimits } from './near-limit.ts'
import { convertMinor, type RateFinder } from './rates.ts'
import { dailyRate } from '../../platform/rates.ts'
import { ownRates } from './rate-rows.ts'
import { loadPackRows, packStamp } from './store.ts'
import { loadRates } from './store-rates.ts'
import type { PackRow } from './tables.ts'
import { readTogether } from './read-together.ts'
import { forbiddenBy, type Forbidden } from './way-out.ts'

/**
 * An earlier benefit as it is read now: of a party that was merged it knows under which identifiers it was
 * written, of a household that was recorded later that it was written without it, and of somebody who works
 * for several at once as of which employer it is read.
 */
export type ReadLine = HistoryLine & {
  readonly was?: { readonly recipientId: string; readonly orgId: string | undefined }
  readonly isHomeRead?: boolean
  readonly isOrgRead?: boolean
}

/**
 * A decision with its record: decision, facts and the names of the earlier benefits, as the bytes that were
 * hashed.
 */
export type WeighedFacts = {
  readonly decision: Decision
  readonly record: { readonly text: string; readonly sha256: string }
}

/** The policy as of one moment, for benefits of any day. */
export type PolicyInForce = {
  /** Decides with the packs in force on the day of the benefit, and keeps the record. */
  readonly decide: (facts: Facts) => WeighedFacts & {
    /**
     * What a refusal says, with the way out; undefined unless it is forbidden. Decides again, so it is asked.
     */
    readonly forbidden: () => Forbidden | undefined
    /** The limits near which the amount lies; undefined where the company watches for nothing. */
    readonly near: () => NearLimits | undefined
  }
  /** The way of an approval; `units` are the codes of the requester's unit and of those above it. */
  readonly route: (decision: Decision, facts: Facts, units: readonly string[]) => Route
  /** The roles that may hold a step of a level, by the matrix in force on a day. */
  readonly rolesFrom: (level: string, day: LocalDate) => ApproverRole[]
  /** True where the matrix in force on a day is that of a small company: one person holds several roles. */
  readonly isSmallCompany: (day: LocalDate) => boolean
  /** The forms that may be approved in a batch, by the matrix in force on a day. */
  readonly batchForms: (day: LocalDate) => readonly string[]
  /** How long requests stay open by themselves, by the matrix in force on a day. */
  readonly validity: (day: LocalDate) => Validity
  /** How far a giving may differ from its approval, by the matrix in force on a day. */
  readonly giving: (day: LocalDate) => GivingTolerance
  /** What the matrix in force on a day says of payments and of the claims on which they rest. */
  readonly payments: (day: LocalDate) => PaymentRules
  /** An amount in another currency as a decision of that day takes it; undefined where there is no rate. */
  readonly converted: (amount: Money, currency: string, on: LocalDate) => bigint | undefined
  /** The dated rates that decisions work with: the company's own, or the shipped sample while it has none. */
  readonly rates: RateFinder
  /** Whose rates those are. */
  readonly ratesOf: 'own' | 'sample'
  /** The packs in force on a day, compiled; for sentences. */
  readonly packsOn: (day: LocalDate) => CompiledPacks
  /** Whether a matrix tells on that day who decides; without one nothing of that day can be decided. */
  readonly decidesOn: (day: LocalDate) => boolean
}

/** Holds what was compiled, so that a pack is read once and not for each decision. */
export type PolicyCache = { stamp: string; value: PolicyInForce | undefined; readonly rates: RateFinder }

/** An empty cache. `rates` finds the dated rate of a currency while the company has brought in none. */
export function policyCache(rates: RateFinder): PolicyCache {
  return { stamp: '', value: undefined, rates }
}

/** The policy as the transaction sees it; read again only when a version was adopted or ended. */
export async function policyIn(tx: Transaction, cache: PolicyCache): Promise<PolicyInForce> {
  const stamp = await packStamp(tx)
  if (cache.value && cache.stamp === stamp) return cache.value
  const own = ownRates(await loadRates(tx))
  const rates: RateFinder = own ? (base, quote, on) => dailyRate(own, base, quote, on) : cache.rates
  const value = policyOf(await loadPackRows(tx), rates, own ? 'own' : 'sample')
  cache.stamp = stamp
  cache.value = value
  return value
}

/**
 * The policy made of stored versions. Throws when a stored version cannot be read: it was checked when
 * adopted.
 */
export function policyOf(
  rows: readonly PackRow[],
  rates: RateFinder,
  ratesOf: PolicyInForce['ratesOf'] = 'sample',
): PolicyInForce {
  const compiled = new Map<string, CompiledPacks>()
  const matrices = new Map<string, AuthorityMatrix>()
  const packsOn = (day: LocalDate) => {
    const inForce = rows.filter((row) => row.pack_id !== matrixId && holdsOn(row, day))
    return remembered(compiled, keyOf(inForce), () => compilePacks(inForce.flatMap(readPack)))
  }
  const matrixOn = (day: LocalDate) => {
    const row = rows.find((each) => each.pack_id === matrixId && holdsOn(each, day))
    if (!row) throw new Error(`no authority matrix is in force on ${day}`)
    return remembered(matrices, row.id, () => readMatrix(row))
  }
  return {
    packsOn,
    decidesOn: (day) => rows.some((each) => each.pack_id === matrixId && holdsOn(each, day)),
    rates,
    ratesOf,
    converted: ({ currency, minor }, to, on) => {
      if (currency === to) return minor
      const rate = rates(currency, to, on)
      return rate && convertMinor(minor, rate)
    },
    rolesFrom: (level, day) => rolesFrom(level, matrixOn(day)),
    isSmallCompany: (day) => matrixOn(day).smallCompany.enabled,
    batchForms: (day) => matrixOn(day).batch,
    validity: (day) => matrixOn(day).validity,
    giving: (day) => matrixOn(day).giving,
    payments: (day) => matrixOn(day).payments,
    decide: (facts) => {
      const packs = packsOn(facts.asOf)
      const weighed = weighFacts(packs, facts, rates)
      return {
        ...weighed,
        forbidden: () => forbiddenBy(packs, weighed.decision, { facts, rates }),
        near: () => nearLimits(packs, facts, rates),
      }
    },
    route: (decision, facts, units) => {
      const matrix = matrixOn(facts.asOf)
      return route(decision, routeQuestion({ facts, units, rates, matrix }), matrix)
    },
  }
}

/** Decides, with the record for whoever keeps it. */
export function weighFacts(packs: CompiledPacks, facts: Facts, rates: RateFinder): WeighedFacts {
  const decision = decide(packs, facts, { rates, explain: true })
  let known: WeighedFacts['record'] | undefined
  const written = () => (known ??= writtenRecord(decision, facts))
  const record = {
    get text() {
      return written().text
    },
    get sha256() {
      return written().sha256
    },
  }
  return { decision, record }
}

/** The record as it is kept: its text holds facts, decision and reasons, and is what is hashed. */
function writtenRecord(decision: Decision, facts: Facts): WeighedFacts['record'] {
  // Earlier benefits stand in the register for ever, so the record names them and does not repeat them.
  const { history, ...rest } = facts
  const stored = {
    decision,
    facts: rest,
    history: history?.map((line) => line.id ?? ''),
    readAs: history && readAs(history),
    homes: history && homesRead(history),
    orgs: history && orgsRead(history),
  }
  const text = canonical(stored as unknown as CanonicalValue)
  return { text, sha256: hash('sha256', text) }
}

/**
 * Which identifiers of earlier benefits were read as others, because their parties had been merged: who they
 * are today may be another matter. Undefined where nobody was.
 */
function readAs(history: readonly ReadLine[]): Readonly<Record<string, string>> | undefined {
  const pairs = history.flatMap(({ was, recipientId, orgId }) =>
    [
      [was?.recipientId, recipientId],
      [was?.orgId, orgId],
    ].flatMap(([from, to]) => (from === undefined || to === undefined || from === to ? [] : [[from, to]])),
  )
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

/** The households in which earlier benefits were read, by `homeKey`; undefined where all were written so. */
function homesRead(history: readonly ReadLine[]): Readonly<Record<string, string>> | undefined {
  const pairs = history.flatMap((line) =>
    line.isHomeRead === true && line.householdId !== undefined ? [[homeKey(line), line.householdId]] : [],
  )
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

/** As of which employers earlier benefits were read, by `homeKey`, where they stand under another one. */
function orgsRead(history: readonly ReadLine[]): Readonly<Record<string, string>> | undefined {
  const pairs = history.flatMap((line) =>
    line.isOrgRead === true && line.orgId !== undefined ? [[homeKey(line), line.orgId]] : [],
  )
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

/** What tells the line of one recipient on one day from the others of its benefit. */
export function homeKey({ id, recipientId, date }: ReadLine): string {
  return `${id ?? ''} ${recipientId ?? ''} ${date ?? ''}`
}

type RouteQuestion = {
  readonly facts: Facts
  readonly units: readonly string[]
  readonly rates: RateFinder
  readonly matrix: AuthorityMatrix
}

/**
 * What the matrix looks at: the whole amount of the request, not the share of one recipient, with what is
 * read as one with it. Where the amount of any of them is unknown, so is that of all.
 */
function routeQuestion({ facts, units, rates, matrix }: RouteQuestion): RouteSubject {
  const { value, form, recipientCount = 1 } = facts.benefit ?? {}
  const each = value && fromMoneyJson(value)
  const whole = each && { currency: each.currency, minor: each.minor * BigInt(recipientCount) }
  const beside = readTogether(facts, matrix.splitting.days).map((line) => ({
    kind: line.form,
    minor: inMatrixCurrency(fromMoneyJson(line.value), line.date, rates)?.minor,
  }))
  const known = beside.flatMap(({ kind, minor }) => (minor === undefined ? [] : [{ kind, minor }]))
  const amount = whole && inMatrixCurrency(whole, facts.asOf, rates)
  return {
    kind: form ?? '',
    amount: known.length === beside.length ? amount : undefined,
    beside: known,
    recipientClass: facts.recipient?.class ?? 'unknown',
    units,
  }
}

/** At the rate that the decision uses, of the benefit's own day. Without a rate the amount is unknown. */
function inMatrixCurrency(amount: Money, on: LocalDate, rates: RateFinder): Money | undefined {
  if (amount.currency === matrixCurrency) return amount
  const rate = rates(amount.currency, matrixCurrency, on)
  return rate && { currency: matrixCurrency, minor: convertMinor(amount.minor, rate) }
}

function holdsOn(row: PackRow, day: LocalDate): boolean {
  return row.effective_from <= day && (row.effective_to === null || day <= row.effective_to)
}

function keyOf(rows: readonly PackRow[]): string {
  return rows.map((row) => row.id).join(',')
}

function remembered<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

function readPack(row: PackRow) {
  const read = loadPack(row.content, row.pack_id)
  if ('problems' in read) throw new Error(`the stored pack ${row.pack_id} ${row.pack_version} cannot be read`)
  return [...read.packs]
}

function readMatrix(row: PackRow): AuthorityMatrix {
  const read = loadAuthority(row.content, row.pack_id)
  if ('problems' in read) throw new Error(`the stored matrix ${row.pack_version} cannot be read`)
  return read.matrix
}
