import type { Facts, HistoryLine } from '../../contract/facts.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { Measure, Pack, Per } from './domain.ts'
import { placesOfGroup } from './growing-history.ts'
import { convertMinor, type Rate, type RateFinder } from './rates.ts'
import { maybe, organisationOf, sameHousehold } from './same.ts'

/** A measure made ready: per-keys as bits, forms as a set. */
export type CompiledMeasure = {
  readonly id: string
  readonly pack: string
  readonly measure: Measure
  readonly bits: number
  /** True where the benefit counts with all its recipients: an organisation, a deal, an event, a giver. */
  readonly isWhole: boolean
  /** True where earlier benefits can never belong to it: one ticket, one card, one attendee. */
  readonly alone: boolean
  readonly forms: ReadonlySet<string> | undefined
  readonly seasons: Pack['seasons']
}

/** What a measure came to. `missing` names the facts that could still raise it. */
export type Measured = {
  readonly before: bigint
  readonly now: bigint
  readonly total: bigint
  readonly lines: number
  readonly missing: readonly string[]
}

/** What measuring needs of one decision; line amounts and matches are worked out once. */
type MeasureRun = {
  readonly facts: Facts
  readonly rates: RateFinder | undefined
  readonly ratesUsed: Map<string, Rate>
  lineBits?: Int32Array
}

const bitOf: Partial<Record<Per, number>> = {
  recipient: 1,
  household: 2,
  recipient_org: 4,
  giver_group: 8,
  giver_person: 16,
  programme: 32,
  event: 64,
  deal: 128,
  place: 256,
}

/** The value is that of one recipient, and so are the sums of recipients and their households. */
const ofOneRecipient = 1 | 2

/** Prepares a measure of a pack. */
export function compileMeasure(pack: Pack, id: string, measure: Measure): CompiledMeasure {
  let bits = 0
  let alone = false
  for (const per of measure.per) {
    bits |= bitOf[per] ?? 0
    if (per === 'ticket' || per === 'card' || per === 'attendee') alone = true
  }
  return {
    id,
    pack: pack.pack,
    measure,
    bits,
    isWhole: !alone && (bits & ofOneRecipient) === 0,
    alone,
    forms: measure.forms && new Set(measure.forms),
    seasons: pack.seasons.filter((season) => season.id === measure.window.season),
  }
}

/** Adds up one measure. Unknown parts are left out and named, so the sum is what is surely reached. */
export function measureNow(run: MeasureRun, compiled: CompiledMeasure): Measured {
  const missing: string[] = []
  const isSum = compiled.measure.kind === 'sum'
  const now = isSum ? ownAmount(run, compiled, missing) : countsItself(run.facts, compiled)
  if (compiled.alone) return { before: 0n, now, total: now, lines: 0, missing }
  const history = run.facts.history
  if (!history) missing.push('history')
  const since = windowStart(run.facts, compiled)
  const group = (compiled.bits & (bitOf.giver_group ?? 0)) === 0 ? undefined : run.facts.giver?.group
  const places = history && group !== undefined ? placesOfGroup(history, group) : undefined
  let before = 0n
  let lines = 0
  // What several people of an organisation got at once are several lines of one benefit, given once.
  const counted = compiled.isWhole && !isSum ? new Set<string>() : undefined
  // Counted by hand: a busy recipient has a thousand lines, and imports decide a hundred thousand rows.
  const length = (places ?? history)?.length ?? 0
  for (let i = 0; i < length; i++) {
    const at = places?.[i] ?? i
    const line = history?.[at]
    if (line === undefined || line.date < since || isOfOther(group, line.giverGroup)) continue
    if (!belongs(run, compiled, line, at)) continue
    if (counted && line.id !== undefined) {
      if (counted.has(line.id)) continue
      counted.add(line.id)
    }
    lines += 1
    const to = { currency: compiled.measure.currency ?? line.value.currency, path: 'history', on: line.date }
    before += isSum ? converted(run, line.value, to, missing) : 1n
  }
  return { before, now, total: before + now, lines, missing }
}

function countsItself(facts: Facts, compiled: CompiledMeasure): bigint {
  const form = facts.benefit?.form
  return !compiled.forms || (form !== undefined && compiled.forms.has(form)) ? 1n : 0n
}

function ownAmount(run: MeasureRun, compiled: CompiledMeasure, missing: string[]): bigint {
  const benefit = run.facts.benefit
  if (compiled.forms && benefit?.form !== undefined && !compiled.forms.has(benefit.form)) return 0n
  const currency = compiled.measure.currency ?? ''
  const amounts = ownAmounts(benefit, compiled.measure.value)
  if (amounts === undefined) {
    const kind = compiled.measure.value ?? 'benefit'
    missing.push(kind === 'benefit' ? 'benefit.value' : 'benefit.card.face')
    return 0n
  }
  let sum = 0n
  const to = { currency, path: 'benefit.value', on: run.facts.asOf }
  for (const amount of amounts) sum += converted(run, amount, to, missing)
  if (compiled.measure.value === 'card_total') return sum * BigInt(benefit?.card?.count ?? 1)
  return compiled.isWhole ? sum * BigInt(benefit?.recipientCount ?? 1) : sum
}

type Amount = { readonly currency: string; readonly minor: string }

/** The value of the benefit; a draw is worth every prize that one ticket can win, added up. */
function ownAmounts(benefit: Facts['benefit'], kind: Measure['value']): readonly Amount[] | undefined {
  if (kind === 'card_face' || kind === 'card_total') return benefit?.card?.face && [benefit.card.face]
  if (benefit?.form === 'draw_prize' && benefit.prize?.perTicket) return benefit.prize.perTicket
  return benefit?.value && [benefit.value]
}

type Target = { readonly currency: string; readonly path: string; readonly on: LocalDate }

function converted(run: MeasureRun, amount: Amount, to: Target, missing: string[]): bigint {
  const minor = BigInt(amount.minor)
  if (amount.currency === to.currency || minor === 0n) return minor
  const rate = run.rates?.(amount.currency, to.currency, to.on)
  if (!rate) {
    missing.push(to.path)
    return 0n
  }
  run.ratesUsed.set(`${rate.base}/${rate.quote}/${rate.date}`, rate)
  return convertMinor(minor, rate)
}

/** Whether a line in the window is one that the measure adds up; what a line shares is worked out once. */
function belongs(run: MeasureRun, compiled: CompiledMeasure, line: HistoryLine, at: number): boolean {
  const { facts } = run
  if (line.date > facts.asOf) return false
  if (compiled.forms && !compiled.forms.has(line.form)) return false
  if (compiled.measure.window.type === 'occasion' && !sameOccasion(facts, line)) return false
  run.lineBits ??= new Int32Array(facts.history?.length ?? 0).fill(unmatched)
  let bits = run.lineBits[at] ?? unmatched
  if (bits === unmatched) {
    bits = matchLine(facts, line)
    run.lineBits[at] = bits
  }
  return (bits & compiled.bits) === compiled.bits
}

/** No line shares this with a benefit: what it shares has not been worked out yet. */
const unmatched = -1

/** The first day of the window; earlier than any day where the window has no beginning. */
function windowStart(facts: Facts, compiled: CompiledMeasure): LocalDate {
  const window = compiled.measure.window
  switch (window.type) {
    case 'lifetime':
      return ''
    case 'occasion':
      // Without a named event an occasion is one day, so earlier lines need no look.
      return facts.benefit?.eventId === undefined ? facts.asOf : ''
    case 'day':
      return facts.asOf
    case 'rolling':
      return addDays(facts.asOf, -(window.days ?? 365))
    case 'season':
      return compiled.seasons.find((it) => it.from <= facts.asOf && facts.asOf <= it.to)?.from ?? '9999'
    default:
      return facts.asOf.slice(0, 4)
  }
}

/**
 * The same event, or the same form on the same day: a second event on that day opens no fresh limit, because
 * anybody may record one.
 */
function sameOccasion(facts: Facts, line: HistoryLine): boolean {
  const event = facts.benefit?.eventId
  if (event !== undefined && event === line.eventId) return true
  return line.date === facts.asOf && (facts.benefit?.form === undefined || facts.benefit.form === line.form)
}

/** The commonest difference, looked at first: most of what a recipient has comes from others. */
function isOfOther(group: string | undefined, of: string | undefined): boolean {
  return group !== undefined && of !== undefined && of !== group
}

/** What a line shares with the benefit, one bit each. */
function matchLine(facts: Facts, line: HistoryLine): number {
  const { benefit, giver, recipient, programme } = facts
  const org = organisationOf(facts)
  let found = 0
  if (maybe(recipient?.id, line.recipientId)) found |= 1
  if (sameHousehold(recipient, line)) found |= 2
  if (maybe(org, line.orgId)) found |= 4
  if (maybe(giver?.group, line.giverGroup)) found |= 8
  if (maybe(giver?.personId, line.giverPersonId)) found |= 16
  if (maybe(programme?.id, line.programmeId)) found |= 32
  if (maybe(benefit?.eventId, line.eventId)) found |= 64
  if (maybe(benefit?.dealId, line.dealId)) found |= 128
  if (maybe(benefit?.place, line.place)) found |= 256
  return found
}

/** True when a rule of these packs limits what one person gives, so that all they gave has to be known. */
export function limitsGivers(packs: { readonly measures: readonly CompiledMeasure[] }): boolean {
  return packs.measures.some((measure) => (measure.bits & (bitOf.giver_person ?? 0)) !== 0)
}
