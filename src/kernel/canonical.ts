/** What canonical bytes may hold: no floating point, no undefined, no dates. */
export type CanonicalValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | KnownText
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined }

/** A value whose canonical text was made already, by whoever knows the order of its keys. */
export class KnownText {
  readonly canonicalText: string
  constructor(text: string) {
    this.canonicalText = text
  }
}

/**
 * The one text of a value: keys sorted by code unit, NFC strings, integers only, no blanks.
 * A bigint is written as a string, as in all our JSON. Absent keys are left out.
 * Throws on a fraction, because its text would depend on the writer, and on two keys that are one in NFC.
 */
export function canonical(value: CanonicalValue): string {
  if (typeof value === 'string') return canonicalText(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`canonical bytes hold integers only, not ${value}`)
    return String(value)
  }
  if (value instanceof KnownText) return value.canonicalText
  return isList(value) ? canonicalList(value) : canonicalObject(value)
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}

function canonicalList(items: readonly CanonicalValue[]): string {
  let text = '['
  for (const item of items) text += text === '[' ? canonical(item) : `,${canonical(item)}`
  return `${text}]`
}

/** ASCII without quotation marks, backslashes and controls is its own normal form and its own JSON. */
const plain = /^[ !#-[\]-~]*$/

function canonicalText(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC'))
}

/** Keys are sorted after NFC: sorted before, two spellings of one object would differ. */
function canonicalObject(value: { readonly [key: string]: CanonicalValue | undefined }): string {
  const keys = Object.keys(value)
  if (!areSorted(keys)) keys.sort()
  let text = '{'
  for (const key of keys) {
    const item = value[key]
    if (item === undefined) continue
    const start = startOf(key)
    if (start === undefined) return canonicalUnplain(value)
    text += `${text === '{' ? '' : ','}${start}${canonical(item)}`
  }
  return `${text}}`
}

/** Sorting makes lists of its own even of a list that is sorted, as most are. */
function areSorted(keys: readonly string[]): boolean {
  let last = ''
  for (const key of keys) {
    if (key < last) return false
    last = key
  }
  return true
}

/** Keys come from our own code and are few: each is looked at once. */
const starts = new Map<string, string>()
const startsMax = 2_000

/** A key as it stands before its value; undefined when it is more than plain ASCII. */
function startOf(key: string): string | undefined {
  const known = starts.get(key)
  if (known !== undefined || !plain.test(key)) return known
  const start = `"${key}":`
  if (starts.size < startsMax) starts.set(key, start)
  return start
}

function canonicalUnplain(value: { readonly [key: string]: CanonicalValue | undefined }): string {
  const items = Object.entries(value)
    .map(([key, item]) => [key.normalize('NFC'), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const parts: string[] = []
  let last: string | undefined
  for (const [key, item] of items) {
    if (item === undefined) continue
    if (key === last) throw new Error(`two keys are one: ${key}`)
    parts.push(`${JSON.stringify(key)}:${canonical(item)}`)
    last = key
  }
  return `{${parts.join(',')}}`
}
