import { types, type CustomTypesConfig } from 'pg'

const oid = { int8: 20, date: 1082, timestamptz: 1184, int8List: 1016, dateList: 1182, timestamptzList: 1185 }

/**
 * How values arrive from the database: int8 as bigint, numeric as text (row code makes bigint of minor
 * units), date as `YYYY-MM-DD`, timestamptz as an Instant. JavaScript's Date would shift days by the zone of
 * the machine.
 */
export function ourParsers(): CustomTypesConfig {
  const parsers = new Map<number, (text: string) => unknown>([
    [oid.int8, BigInt],
    [oid.date, (text) => text],
    [oid.timestamptz, instantOf],
    [oid.int8List, (text) => listOf(text, BigInt)],
    [oid.dateList, (text) => listOf(text, (item) => item)],
    [oid.timestamptzList, (text) => listOf(text, instantOf)],
  ])
  const getTypeParser = (id: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(id)
    return own ?? types.getTypeParser(id, format)
  }
  return { getTypeParser } as CustomTypesConfig
}

/** The moment in PostgreSQL's text, `2026-11-25 08:30:00.123456+00`, cut to milliseconds. */
export function instantOf(text: string): string {
  const parts = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d)(:\d\d)?$/.exec(text)
  // `infinity` and years before Christ: the product stores neither, so seeing one is a fault.
  if (!parts) throw new Error(`not a moment: ${text}`)
  const [, day = '', clock = '', fraction = '', hours = '', minutes = ':00'] = parts
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  if (hours === '+00' && minutes === ':00') return `${day}T${clock}.${milliseconds}Z`
  return new Date(`${day}T${clock}.${milliseconds}${hours}${minutes}`).toISOString()
}

function listOf<T>(text: string, item: (text: string) => T): (T | null)[] {
  const inside = text.slice(1, -1)
  if (inside === '') return []
  return inside.split(',').map((part) => (part === 'NULL' ? null : item(part.replaceAll('"', ''))))
}
