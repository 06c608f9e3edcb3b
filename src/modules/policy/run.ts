import type { Facts } from '../../contract/facts.ts'
import { no, open, yes, type Truth } from './cells.ts'
import type { CompiledPacks, CompiledRow } from './compile.ts'
import type { Pack } from './domain.ts'
import { effectiveFacts } from './effective-facts.ts'
import { measureNow, type Measured } from './measures.ts'
import type { Rate, RateFinder } from './rates.ts'
import { allegedPath, type SlotValue } from './slots.ts'

/** The state of one decision: each slot read once, each cell and measure worked out at most once. */
export type Run = {
  readonly compiled: CompiledPacks
  readonly facts: Facts
  readonly rates: RateFinder | undefined
  readonly ratesUsed: Map<string, Rate>
  readonly slots: SlotValue[]
  readonly truths: Uint8Array
  readonly measured: (Measured | undefined)[]
  readonly applies: readonly boolean[]
  lineBits?: Int32Array
}

const untested = 3

/** Reads the facts for one decision. */
export function startRun(compiled: CompiledPacks, given: Facts, rates: RateFinder | undefined): Run {
  const facts = effectiveFacts(given)
  const slots = compiled.slots.map((slot) => slot.read(facts))
  return {
    compiled,
    facts,
    rates,
    slots,
    ratesUsed: new Map(),
    truths: new Uint8Array(compiled.cells.length).fill(untested),
    measured: [],
    applies: compiled.packs.map(({ pack }) => isAbout(facts, pack) && reaches(facts, pack)),
  }
}

/** Tells the second pass whether the first one forbade. */
export function setAlleged(run: Run, isForbidden: boolean): void {
  const flags = run.facts.benefit?.flags
  const at = run.compiled.slots.findIndex((slot) => slot.path === allegedPath)
  if (at >= 0) run.slots[at] = isForbidden || flags?.concealed === true || flags?.rewardForPastAct === true
}

/** The truth of a rule's rows: one row that matches is enough; an open row leaves it open. */
export function truthOfRows(run: Run, rows: readonly CompiledRow[]): Truth {
  let answer: Truth = no
  for (const row of rows) {
    const found = truthOfRow(run, row)
    if (found === yes) return yes
    if (found === open) answer = open
  }
  return answer
}

/** The truth of one row: all cells must hold; one that does not settles it, whatever is open. */
export function truthOfRow(run: Run, row: CompiledRow): Truth {
  let answer: Truth = yes
  for (const cell of row) {
    const found = truthOfCell(run, cell)
    if (found === no) return no
    if (found === open) answer = open
  }
  return answer
}

/** The truth of a cell, worked out once. */
export function truthOfCell(run: Run, at: number): Truth {
  const known = run.truths[at]
  if (known === no || known === yes || known === open) return known
  const cell = run.compiled.cells[at]
  let found: Truth = no
  if (cell && 'slot' in cell) {
    found = cell.test(run.slots[cell.slot])
  } else if (cell) {
    const inner = truthOfRows(run, cell.rows)
    found = cell.wanted || inner === open ? inner : inner === yes ? no : yes
  }
  run.truths[at] = found
  return found
}

/** The value of a measure. */
export function valueOf(run: Run, measure: number): Measured | undefined {
  const known = run.measured[measure]
  if (known) return known
  const compiled = run.compiled.measures[measure]
  if (!compiled) return undefined
  const found = measureNow(run, compiled)
  run.measured[measure] = found
  return found
}

/** What our staff receive and what we give to others are two matters, each with packs of its own. */
function isAbout(facts: Facts, pack: Pack): boolean {
  return (pack.direction ?? 'given') === (facts.benefit?.direction ?? 'given')
}

/** A pack applies when any of its reaches touches its jurisdiction, or could: an unknown country may be. */
function reaches(facts: Facts, { jurisdiction, reach }: Pack): boolean {
  if (jurisdiction === 'ORG' || jurisdiction === 'INTL') return true
  return reach.some((way) => {
    const read = ways[way] ?? noWay
    const countries = read(facts)
    return countries === undefined || countries.includes(jurisdiction)
  })
}

/** True when a pack applies on what is known, whatever country turns up later. */
export function reachesForSure(facts: Facts, { jurisdiction, reach }: Pack): boolean {
  if (jurisdiction === 'ORG' || jurisdiction === 'INTL') return true
  return reach.some((way) => (ways[way] ?? noWay)(facts)?.includes(jurisdiction) === true)
}

type Way = (facts: Facts) => readonly string[] | undefined

const noWay: Way = () => undefined

const ways: Readonly<Record<string, Way>> = {
  seat: (facts) => one(facts.giver?.seat),
  listing: (facts) => facts.giver?.listedIn,
  nexus: (facts) => facts.giver?.nexus,
  recipient: (facts) => one(facts.recipient?.country),
  benefit: (facts) => one(facts.benefit?.country),
}

function one(country: string | undefined): readonly string[] | undefined {
  return country === undefined ? undefined : [country]
}
