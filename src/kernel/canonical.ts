/** What canonical bytes may hold: no floating point, no undefined, no dates. */
export type CanonicalValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined }

/**
 * The one text of a value: keys sorted by code unit, NFC strings, integers only, no blanks.
 * A bigint is written as a string, as in all our JSON. Absent keys are left out.
 * Throws on a fraction, because its text would depend on the writer, and on two keys that are one in NFC.
 */
export function canonical(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`canonical bytes hold integers only, not ${value}`)
    return String(value)
  }
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  return canonicalObject(value)
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}

/** ASCII without quotation marks, backslashes and controls is its own normal form and its own JSON. */
const plain = /^[ !#-[\]-~]*$/

function canonicalText(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC'))
}

/** Keys are sorted after NFC: sorted before, two spellings of one object would differ. */
function canonicalObject(value: { readonly [key: string]: CanonicalValue | undefined }): string {
  const keys = Object.keys(value)
  if (!keys.every(isPlainKey)) return canonicalUnplain(value)
  let text = ''
  for (const key of keys.sort()) {
    const item = value[key]
    if (item !== undefined) text += `${text === '' ? '' : ','}"${key}":${canonical(item)}`
  }
  return `{${text}}`
}

/** Keys come from our own code and are few: each is looked at once. */
const plainKeys = new Set<string>()
const plainKeysMax = 2_000

function isPlainKey(key: string): boolean {
  if (plainKeys.has(key)) return true
  if (!plain.test(key)) return false
  if (plainKeys.size < plainKeysMax) plainKeys.add(key)
  return true
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
