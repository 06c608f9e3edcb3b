import { factsJson } from '../../contract/facts.ts'

/** What kind of value a fact holds; it decides which cells may test it. */
type FactKind = 'bool' | 'enum' | 'int' | 'percent' | 'date' | 'money' | 'text' | 'list'

/** One fact that a cell may name. */
export type FactEntry = {
  readonly kind: FactKind
  /** True for facts that hold several values; a cell then asks whether any of them is in its set. */
  readonly many: boolean
  readonly values?: readonly string[]
}

/** All facts that can be given, by path, read from the contract so that the two never differ. */
export const factCatalogue: ReadonlyMap<string, FactEntry> = catalogue()

/** Facts that the engine derives itself; nobody enters them. */
export const derivedCatalogue: ReadonlyMap<string, FactEntry> = new Map<string, FactEntry>([
  ['derived.prospective', { kind: 'bool', many: false }],
  ['derived.alleged', { kind: 'bool', many: false }],
  ['derived.daysSinceAward', { kind: 'int', many: false }],
  ['derived.yearsSinceOffice', { kind: 'int', many: false }],
  ['derived.hostsExceedGuests', { kind: 'bool', many: false }],
  ['derived.termsFixedLate', { kind: 'bool', many: false }],
  ['derived.peerGap', { kind: 'bool', many: false }],
  ['derived.dutiesCollide', { kind: 'bool', many: false }],
  ['derived.selfBenefit', { kind: 'bool', many: false }],
])

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

function catalogue(): Map<string, FactEntry> {
  const found = new Map<string, FactEntry>()
  walk(factsJson as unknown as Node, '', false, found)
  for (const path of ['history', 'sources', 'saidOtherwise', 'asOf']) found.delete(path)
  for (const path of found.keys()) if (path.startsWith('history.')) found.delete(path)
  return found
}

function walk(given: Node, path: string, many: boolean, found: Map<string, FactEntry>): void {
  const node = given.def.type === 'optional' && given.def.innerType ? given.def.innerType : given
  if (node.def.type === 'array' && node.def.element) {
    if (node.def.element.def.type === 'object') found.set(path, { kind: 'list', many: true })
    walk(node.def.element, path, true, found)
  } else if (node.def.type === 'object' && node.def.shape && !isMoney(node.def.shape)) {
    for (const [name, part] of Object.entries(node.def.shape))
      walk(part, path ? `${path}.${name}` : name, many, found)
  } else if (!found.has(path) || node.def.type !== 'object') {
    found.set(path, leaf(node, path, many))
  }
}

function isMoney(shape: Readonly<Record<string, Node>>): boolean {
  return 'minor' in shape
}

function leaf(node: Node, path: string, many: boolean): FactEntry {
  const type = node.def.type
  if (type === 'boolean') return { kind: 'bool', many }
  if (type === 'enum') return { kind: 'enum', many, values: Object.values(node.def.entries ?? {}) }
  if (type === 'number') return { kind: 'int', many }
  if (type === 'object') return { kind: 'money', many }
  if (node.def.format === 'date') return { kind: 'date', many }
  return { kind: path.endsWith('Percent') ? 'percent' : 'text', many }
}
