/** A place in the log of changes (WAL), as PostgreSQL writes it: `0/3000028`. */
export function placeOf(lsn: string): bigint {
  const [high = '', low = ''] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** A place as PostgreSQL reads it. */
export function lsnOf(place: bigint): string {
  return `${(place >> 32n).toString(16).toUpperCase()}/${(place & 0xffffffffn).toString(16).toUpperCase()}`
}

/** One segment file of the log of changes: its timeline and its number. */
export type Segment = { readonly timeline: number; readonly number: bigint }

/** The file name of a segment. */
export function segmentName({ timeline, number }: Segment, segmentBytes: bigint): string {
  const perFile = 0x100000000n / segmentBytes
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0')
  return `${hex(BigInt(timeline))}${hex(number / perFile)}${hex(number % perFile)}`
}

/** The segment that a file name stands for; undefined for any other name. */
export function segmentOf(name: string, segmentBytes: bigint): Segment | undefined {
  const found = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name)
  if (!found) return undefined
  const [, timeline = '', high = '', low = ''] = found
  const perFile = 0x100000000n / segmentBytes
  return {
    timeline: Number.parseInt(timeline, 16),
    number: BigInt(`0x${high}`) * perFile + BigInt(`0x${low}`),
  }
}

/** The number of the segment in which a place lies. */
export function numberAt(place: bigint, segmentBytes: bigint): bigint {
  return place / segmentBytes
}
