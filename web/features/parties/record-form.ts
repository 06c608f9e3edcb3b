import type { Answer, Given } from '../../shell/api.ts'

type Entry = Answer<'partyRecord'>['entries'][number]
type Choice = Entry['proofs'][number]

/** What is sent of a correction. */
export type Changes = NonNullable<Given<'correctCustomer'>['body']>['changes']

/** What a form holds of an entry: a word, a yes or no, or null for "not known". */
export type Value = string | boolean | null

/** The entries as somebody changed them, by path; what is not in it stays as it is on record. */
export type Values = Readonly<Record<string, Value>>

/** Entries of which a customer always has one. */
const always: readonly string[] = ['name', 'type', 'role', 'country']

/** What the form shows of an entry: what was typed, else what is on record. */
export function shownOf({ field, value }: Entry, values: Values): Value {
  const typed = values[field.path]
  return typed === undefined ? (value ?? null) : typed
}

/** The entries that differ from the record now; a text taken out says "not known". */
export function changesOf(entries: readonly Entry[], values: Values): Changes {
  const changed = entries.flatMap(({ field, value }) => {
    const now = read(values[field.path])
    if (now === undefined || now === (value ?? null)) return []
    return now === null && always.includes(field.path) ? [] : [[field.path, now] as const]
  })
  // The server checks each entry against its own list; the paths are those that it offered.
  return Object.fromEntries(changed) as Changes
}

function read(value: Value | undefined): Value | undefined {
  if (typeof value !== 'string') return value
  return value.trim() === '' ? null : value.trim()
}

/** The evidence that proves all that changed: undefined where none is needed, empty where none does. */
export function proofsFor(entries: readonly Entry[], changes: Changes): readonly Choice[] | undefined {
  const asked = entries.filter(({ field, proofs }) => Object.hasOwn(changes, field.path) && proofs.length > 0)
  const [first, ...others] = asked
  return first?.proofs.filter((proof) =>
    others.every(({ proofs }) => proofs.some(({ value }) => value === proof.value)),
  )
}
