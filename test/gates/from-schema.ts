import fc from 'fast-check'
import { z } from 'zod'
import { factAt, isSayable } from '../../src/contract/said-facts.ts'
import { factCatalogue } from '../../src/modules/policy/fact-catalogue.ts'

/** Chance with a seed, so that a run can be repeated. */
export type Chance = {
  /** A whole number below `limit`. */
  readonly below: (limit: number) => number
  readonly isOneIn: (count: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T | undefined
}

/** Values that answers gave, by the name under which they stood; later calls use them again. */
export type Known = Map<string, string[]>

type Schema = { readonly [key: string]: unknown }

/** Chance from a seed: a multiplicative generator with 32 bits, good enough to choose bodies. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0 || 1
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    isOneIn: (count) => below(count) === 0,
    pick: (items) => items[below(Math.max(items.length, 1))],
  }
}

/** Where a value goes: a query rarely uses many of its filters at once. */
export type Place = 'params' | 'query' | 'body'

/** A maker of values that the schema lets pass, with identifiers that are known whenever there are some. */
export function valuesOf(
  schema: z.ZodType,
  place: Place = 'body',
): (chance: Chance, known: Known) => unknown {
  const json: Schema = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  return (chance, known) => make(json, '', { chance, known, often: place === 'query' ? 1 : 3 })
}

/** `often` of four times an optional part is there. */
type Making = { readonly chance: Chance; readonly known: Known; readonly often: number }

function make(schema: Schema, name: string, making: Making): unknown {
  const { chance } = making
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return chance.pick(schema['enum'])
  for (const key of ['anyOf', 'oneOf']) {
    const options = schema[key]
    if (Array.isArray(options)) return make(asSchema(chance.pick(options)), name, making)
  }
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, name, making)
    case 'array':
      return listOf(schema, name, making)
    case 'string':
      return textOf(schema, name, making)
    case 'integer':
    case 'number':
      return numberOf(schema, name, making)
    case 'boolean':
      return chance.isOneIn(2)
    default:
      return null
  }
}

function objectOf(schema: Schema, name: string, making: Making): unknown {
  // A whole application that the rules can pass is too rare to be met by chance: half of them are a known one.
  const example = making.chance.isOneIn(2) ? making.chance.pick(making.known.get(name) ?? []) : undefined
  if (example?.startsWith('{')) return onSomeDay(JSON.parse(example), making.chance)
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const entries = Object.entries(asSchema(schema['properties'])).flatMap(([name, each]) => {
    const isGiven = required.includes(name) || isOffered(asSchema(each), name, making)
    return isGiven ? [[name, make(asSchema(each), name, making)] as const] : []
  })
  const values = schema['additionalProperties']
  if (typeof values !== 'object' || values === null || entries.length > 0)
    return inOrder(Object.fromEntries(entries), making.chance)
  if (name !== 'facts') return {}
  // Problems of a pack and changes of a version have paths as well, which are no facts.
  const paths = (making.known.get('path') ?? []).filter((path) => factCatalogue.has(path) && isSayable(path))
  const keys = paths.filter(() => making.chance.isOneIn(3)).slice(0, 6)
  return Object.fromEntries(
    keys.map((key) => [key, make(saidAs(key, asSchema(values), making.chance), key, making)]),
  )
}

const spans = [
  ['from', 'to'],
  ['fromOn', 'untilOn'],
  ['minMinor', 'maxMinor'],
] as const

/** Mostly a span that begins before it ends: whatever else a call says is not looked at in a turned one. */
function inOrder(made: Record<string, unknown>, chance: Chance): Record<string, unknown> {
  for (const [first, last] of chance.isOneIn(10) ? [] : spans) {
    const [least, most] = [made[first], made[last]]
    if (typeof least !== 'string' || typeof most !== 'string' || !isAfter(least, most)) continue
    Object.assign(made, { [first]: most, [last]: least })
  }
  return made
}

/** Days compare as texts, amounts as whole numbers. */
function isAfter(one: string, other: string): boolean {
  const isAmount = /^\d+$/.test(one) && /^\d+$/.test(other)
  return isAmount ? BigInt(one) > BigInt(other) : one > other
}

/** Mostly a value that the fact can have: another is told, and the rest of the call is never looked at. */
function saidAs(path: string, otherwise: Schema, chance: Chance): Schema {
  const fact = chance.isOneIn(40) ? undefined : factAt(path)
  return fact ? z.toJSONSchema(fact, { io: 'input', target: 'draft-2020-12' }) : otherwise
}

/** Whether an optional part is there; an identifier that no answer ever named is seldom made up. */
function isOffered(schema: Schema, name: string, { chance, known, often }: Making): boolean {
  const isUnheard = (isIdentifier(schema) || name === 'cursor') && (known.get(name) ?? []).length === 0
  return chance.below(4) < often && (!isUnheard || chance.isOneIn(8))
}

function isIdentifier({ pattern }: Schema): boolean {
  return typeof pattern === 'string' && pattern.includes('_')
}

function listOf(schema: Schema, name: string, making: Making): unknown[] {
  const least = Number(schema['minItems'] ?? 0)
  const most = Math.min(Number(schema['maxItems'] ?? 4), least + 3)
  const length = least + making.chance.below(most - least + 1)
  const item = name.replace(/s$/, '')
  return Array.from({ length }, () => make(asSchema(schema['items']), item, making))
}

function numberOf(schema: Schema, name: string, { chance }: Making): number {
  const least = Math.max(Number(schema['minimum'] ?? 0), -1_000)
  const most = Math.min(Number(schema['maximum'] ?? 1_000), least + 1_000)
  if (name === 'version') return Math.max(least, 1 + (chance.isOneIn(3) ? chance.below(4) : 0))
  return chance.isOneIn(4) ? (chance.pick([least, most]) ?? least) : least + chance.below(most - least + 1)
}

const days = [
  '2026-11-25',
  '2026-11-26',
  '2026-11-24',
  '2026-12-31',
  '2026-01-01',
  '2024-02-29',
  '2027-03-01',
]
const words = [
  '季度达量返利',
  'working lunch with two guests',
  '张伟',
  'a',
  ' ',
  '=1+1',
  "O'Brien; --",
  '\u202e明台',
  '🎁',
]

function textOf(schema: Schema, name: string, making: Making): string {
  const { chance } = making
  const text = knownOr(schema, name, making)
  if (text !== undefined) return text
  if (schema['format'] === 'date') return dayOf(chance)
  if (schema['format'] === 'date-time') return '2026-11-25T01:00:00.000Z'
  if (schema['format'] === 'email') return `person${chance.below(1_000_000)}@mingtai.example`
  const { pattern } = schema
  if (typeof pattern === 'string') return ofPattern(pattern, chance)
  const [least, most] = [Number(schema['minLength'] ?? 0), Number(schema['maxLength'] ?? 60)]
  const word = chance.isOneIn(20) ? '长'.repeat(most) : (chance.pick(words) ?? '')
  // What must say something says it mostly: of an empty word nothing else of the call is looked at.
  const said = word.trim() === '' && !chance.isOneIn(10) ? '按合同' : word
  return said.padEnd(least, 'x').slice(0, most)
}

/** A known application, now and then of any day. */
function onSomeDay(example: unknown, chance: Chance): unknown {
  const isDated = typeof example === 'object' && example !== null && 'happensOn' in example
  return isDated && chance.isOneIn(8) ? { ...example, happensOn: anyDay(chance) } : example
}

/** Mostly a day near the test company's. */
function dayOf(chance: Chance): string {
  return chance.isOneIn(64) ? anyDay(chance) : (chance.pick(days) ?? '2026-11-25')
}

/** Any day of any year, as one stands in a field while it is typed. */
function anyDay(chance: Chance): string {
  const year = chance.isOneIn(2) ? chance.below(10_000) : 1990 + chance.below(60)
  const [month, day] = [1 + chance.below(12), 1 + chance.below(28)]
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  )
}

/** Most identifiers are ones that exist under that name; some are of another object, some of none. */
function knownOr(schema: Schema, name: string, { chance, known }: Making): string | undefined {
  const named = known.get(name) ?? []
  if (chance.below(10) < 8 && named.length > 0) return chance.pick(named.slice(-40))
  if (isIdentifier(schema) && chance.isOneIn(2)) return chance.pick([...known.values()].flat().filter(isId))
  if (name === 'currency') return chance.pick(['CNY', 'CNY', 'CNY', 'USD', 'JPY', 'XXX'])
  if (name === 'minor') return chance.pick(amounts)
  return undefined
}

/** Amounts about the limits of the sample, nothing, and the largest that can be entered. */
const amounts = ['0', '1', '9900', '12000', '19900', '20000', '20001', '5000000', '9'.repeat(16)]

function ofPattern(pattern: string, chance: Chance): string {
  const [made] = fc.sample(fc.stringMatching(new RegExp(pattern)), {
    numRuns: 1,
    seed: chance.below(2 ** 31),
  })
  return made ?? ''
}

/** True for the identifier of some object. */
export function isId(text: string): boolean {
  return /^[a-z]{2,8}_[0-9A-Za-z]{6,40}$/.test(text)
}

/** Remembers what an answer named: identifiers, keys and cursors, under the name of their field. */
export function remember(known: Known, value: unknown, name = ''): void {
  if (Array.isArray(value)) {
    value.slice(0, 40).forEach((item) => remember(known, item, name.replace(/s$/, '')))
    return
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) remember(known, each, key)
    return
  }
  if (typeof value !== 'string' || value.length > 400) return
  if (!isId(value) && !keyNames.includes(name)) return
  const values = known.get(name) ?? []
  if (!values.includes(value)) known.set(name, [...values.slice(-200), value])
}

const keyNames = ['path', 'kindId', 'cursor', 'next', 'reasonChip']

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {}
}
