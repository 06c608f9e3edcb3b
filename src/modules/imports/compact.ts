import type { NormalisedRow, RowParty } from './domain.ts'

type Fact = NormalisedRow['facts'][number]

/**
 * Makes rows small enough to be held by the hundred thousand: what many rows say is kept once, and texts are
 * cut loose from the piece of the file that they were read from.
 */
export function compactor(): (row: NormalisedRow) => NormalisedRow {
  const parties = new Map<string, RowParty>()
  const texts = new Map<string, string>()
  const lists = new Map<string, readonly unknown[]>()
  const days = new Map<string, NormalisedRow['day']>()
  const facts = new Map<Fact, string>()

  function text(given: string): string {
    const known = texts.get(given)
    if (known !== undefined) return known
    const own = loose(given)
    if (texts.size < textsMax) texts.set(own, own)
    return own
  }

  function party(given: RowParty): RowParty {
    const key = `${given.kind}\n${given.name}\n${given.title ?? ''}\n${JSON.stringify(given.ids)}`
    return once(parties, key, () => ({
      ...given,
      name: loose(given.name),
      ids: Object.fromEntries(Object.entries(given.ids).map(([scheme, id]) => [scheme, loose(id)])),
    }))
  }

  /** The facts of a profile are the same few objects in every row. */
  function numberOf(fact: Fact): string {
    const known = facts.get(fact)
    if (known !== undefined) return known
    const name = `f ${facts.size}`
    facts.set(fact, name)
    return name
  }

  function list<Item>(given: readonly Item[], name: (item: Item) => string): readonly Item[] {
    // A list under its own key has the items from which the key was made.
    return once(lists, given.map(name).join('\n'), () => given) as readonly Item[]
  }

  return (row) => ({
    ...row,
    key: loose(row.key),
    giver: party(row.giver),
    recipient: party(row.recipient),
    ...(row.others === undefined ? {} : { others: row.others.map(party) }),
    ...(row.org === undefined ? {} : { org: party(row.org) }),
    day: once(days, `${row.day.from}${row.day.to}${row.day.precision}`, () => row.day),
    description: text(row.description),
    source: text(row.source),
    handler: text(row.handler),
    facts: list(row.facts, numberOf),
    assumedPaths: list(row.assumedPaths, (path) => `p ${path}`),
    assumptions: list(row.assumptions, (id) => `a ${id}`),
    notes: row.notes.length === 0 ? none : row.notes,
  })
}

const none: NormalisedRow['notes'] = []

/** Registers repeat a few hundred descriptions; where each row has its own, keeping them would not help. */
const textsMax = 20_000

/** A text of its own: a part of a longer one would keep all of that in memory. */
function loose(text: string): string {
  return Buffer.from(text).toString()
}

function once<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(loose(key), made)
  return made
}
