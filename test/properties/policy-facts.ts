import fc from 'fast-check'
import { factsJson, type Facts } from '../../src/contract/facts.ts'
import { factCatalogue } from '../../src/modules/policy/fact-catalogue.ts'

type Node = {
  readonly def: {
    readonly type: string
    readonly innerType?: Node
    readonly element?: Node
    readonly shape?: Readonly<Record<string, Node>>
    readonly entries?: Readonly<Record<string, string>>
    readonly format?: string
  }
}

/** Amounts at and beside every shipped limit, in minor units. */
const boundaries = [
  0, 1, 1346, 1382, 1500, 2000, 5000, 7500, 13454, 13813, 15000, 16000, 20000, 30000, 100000, 500000, 1000000,
  3000000, 5000000, 6000000, 20000000,
].flatMap((value) => [Math.max(0, value - 1), value, value + 1])

const minor = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...boundaries).map(String) },
  { weight: 1, arbitrary: fc.bigInt(0n, 1_000_000_000_000n).map(String) },
)

/** Almost always the currency of the limits, so that rates do not decide everything. */
const money = fc.record({ currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'), minor })

const day = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('2025-10-14', '2025-10-15') },
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: Date.parse('2018-01-01') / 86_400_000, max: Date.parse('2027-12-31') / 86_400_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
  },
)

const pools: Readonly<Record<string, readonly string[]>> = {
  country: ['CN', 'CN', 'US', 'GB', 'ZZ'],
  seat: ['CN', 'CN', 'CN', 'US'],
  listedIn: ['US', 'CN', 'GB'],
  nexus: ['CN', 'US', 'GB'],
  group: ['grp-1', 'grp-2'],
  giverGroup: ['grp-1', 'grp-2'],
  personId: ['emp-1', 'emp-2', 'emp-3'],
  giverPersonId: ['emp-1', 'emp-2', 'emp-3'],
  id: ['per-1', 'per-2', 'per-3'],
  recipientId: ['per-1', 'per-2', 'per-3'],
  householdId: ['hh-1', 'hh-2'],
  orgId: ['org-1', 'org-2'],
  employerId: ['org-1', 'org-2'],
}

function text(name: string): fc.Arbitrary<string> {
  if (name.endsWith('Percent')) return fc.constantFrom('0', '3', '5', '5.0001', '8', '100')
  return fc.constantFrom(...(pools[name] ?? ['x-1', 'x-2', 'x-3']))
}

function arbitraryOf(node: Node, name: string): fc.Arbitrary<unknown> {
  const { type, element, shape, entries, format } = node.def
  if (type === 'optional' && node.def.innerType) return arbitraryOf(node.def.innerType, name)
  if (type === 'boolean') return fc.boolean()
  if (type === 'enum') return fc.constantFrom(...Object.values(entries ?? {}))
  if (type === 'number')
    return name === 'voucherYear' ? fc.integer({ min: 1990, max: 2027 }) : fc.integer({ min: 1, max: 9 })
  if (type === 'array' && element) return listOf(element, name)
  if (type === 'object' && shape) return 'minor' in shape ? money : objectOf(shape)
  return format === 'date' ? day : text(name)
}

function listOf(element: Node, name: string): fc.Arbitrary<unknown> {
  if (element.def.type === 'object') {
    const maxLength = name === 'history' ? 12 : 3
    return fc.array(arbitraryOf(element, name), { minLength: name === 'perTicket' ? 1 : 0, maxLength })
  }
  return fc.uniqueArray(arbitraryOf(element, name), { maxLength: 3 })
}

const required = new Set(['date', 'form', 'value', 'asOf'])

function objectOf(shape: Readonly<Record<string, Node>>): fc.Arbitrary<unknown> {
  const isHistory = 'recipientId' in shape
  const parts = Object.entries(shape).map(([name, node]) => {
    const arbitrary = arbitraryOf(node, name)
    const isRequired = name === 'asOf' || (isHistory && required.has(name))
    return fc
      .tuple(fc.integer({ min: 1, max: 10 }), arbitrary)
      .map(([dice, value]) => (isRequired || dice > 2 ? [[name, value] as const] : []))
  })
  return fc.tuple(...parts).map((found) => Object.fromEntries(found.flat()))
}

const withoutSources = Object.fromEntries(
  Object.entries(factsJson.def.shape).filter(([name]) => !['sources', 'saidOtherwise'].includes(name)),
) as unknown as Readonly<Record<string, Node>>

/**
 * Facts of every kind: each optional property is there four times in five; history lies on or before the day.
 */
export const arbFacts: fc.Arbitrary<Facts> = objectOf(withoutSources).map((given) => {
  const facts = factsJson.parse(given)
  const history = facts.history?.filter((line) => line.date <= facts.asOf)
  return history ? { ...facts, history } : facts
})

/**
 * Facts of every kind, and more often some that differ from a clean start in a few places: almost everything
 * made up at random is forbidden or waits, and would not tell a good engine from one that always says no.
 */
export function factsNear(starts: readonly Facts[]): fc.Arbitrary<Facts> {
  const changes = fc.array(fc.nat(leaves.length - 1), { maxLength: 4 })
  const near = fc.tuple(fc.constantFrom(...starts), arbFacts, changes).map(([start, noise, places]) => {
    let facts = start
    for (const place of places) {
      const path = leaves[place] ?? 'asOf'
      const value = path.split('.').reduce(property, noise as unknown)
      if (path !== 'asOf' || value !== undefined) facts = withFact(facts, path, value)
    }
    const history = facts.history?.filter((line) => line.date <= facts.asOf)
    return history ? { ...facts, history } : facts
  })
  return fc.oneof({ weight: 1, arbitrary: arbFacts }, { weight: 2, arbitrary: near })
}

const leaves = [...factCatalogue.keys(), 'asOf', 'history', 'history'].filter(
  (path) => !path.startsWith('recipient.relatedTo.') && !path.startsWith('programme.peers.'),
)

function property(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined
}

/** A copy with one path changed; undefined takes the fact away. */
export function withFact(facts: Facts, path: string, value: unknown): Facts {
  const copy: Record<string, unknown> = structuredClone(facts)
  const parts = path.split('.')
  let target = copy
  for (const part of parts.slice(0, -1)) {
    const inner = target[part]
    const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
    target[part] = next
    target = next
  }
  const last = parts.at(-1) ?? ''
  if (value === undefined) delete target[last]
  else target[last] = value
  return factsJson.parse(copy)
}
