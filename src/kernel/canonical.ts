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
 * Throws on a fraction, because its text would depend on the writer.
 */
export function canonical(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
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

function canonicalObject(value: { readonly [key: string]: CanonicalValue | undefined }): string {
  const parts: string[] = []
  for (const key of Object.keys(value).sort()) {
    const item = value[key]
    if (item !== undefined) parts.push(`${JSON.stringify(key.normalize('NFC'))}:${canonical(item)}`)
  }
  return `{${parts.join(',')}}`
}
