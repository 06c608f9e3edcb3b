import { z } from 'zod'
import type { ComparedPool } from '../compare.ts'
import type { HandedIn } from '../record.ts'
import type { LineRow } from '../tables.ts'
import type { Share } from './domain.ts'

const minor = z.string().transform((text) => BigInt(text))
const share = z.object({ count: z.number(), minor })
const stored = z.object({
  name: z.string(),
  sha256: z.string(),
  from: z.string(),
  to: z.string(),
  unread: z.number(),
  total: share,
  other: share,
  covered: share,
  listed: share,
  unlisted: share,
})

/** A list of e-invoices as its comparison keeps it. */
export type StoredPool = z.output<typeof stored>

/** What a comparison keeps of a list: where it comes from, and count and sum of each part. */
export function poolText({ read, result }: ComparedPool, { name, digest: sha256 }: HandedIn): string {
  const { from, to } = read
  const unread = read.spoilt.length + read.spoiltMore
  return JSON.stringify({ name, sha256, from, to, unread, ...sharesJson(result.shares) })
}

/** Reads what a comparison keeps; undefined where no list was handed in. */
export function storedPool(text: string | null): StoredPool | undefined {
  return text === null ? undefined : stored.parse(JSON.parse(text))
}

/**
 * The parts of a list after what people said of its lines; together they are the whole. `other` is of other
 * content, void or taken back.
 */
export type PoolStanding = Readonly<Record<'total' | 'other' | 'covered' | 'explained' | 'open', Share>>

/** The parts of a list as they stand: what is matched by hand is covered, what waits is open still. */
export function poolStanding(pool: StoredPool, lines: readonly LineRow[]): PoolStanding {
  const of = (...states: string[]): Share => {
    const mine = lines.filter((line) => line.invoice_number !== null && states.includes(line.state))
    return { count: mine.length, minor: mine.reduce((sum, line) => sum + (line.invoice_minor ?? 0n), 0n) }
  }
  const matched = of('matched')
  return {
    total: pool.total,
    other: pool.other,
    covered: plus(pool.covered, matched),
    explained: of('explained'),
    open: plus(pool.unlisted, of('open', 'waiting', 'declared')),
  }
}

/** Whether the parts are the whole, in number and to the cent. */
export function isPoolTied({ total, other, covered, explained, open }: PoolStanding): boolean {
  const sum = [other, covered, explained, open].reduce(plus)
  return sum.count === total.count && sum.minor === total.minor
}

/** The parts as a certificate keeps them. */
export function standingText(standing: PoolStanding): string {
  return JSON.stringify(sharesJson(standing))
}

const standingJson = z.object({ total: share, other: share, covered: share, explained: share, open: share })

/** Reads the parts that a certificate keeps. */
export function storedStanding(text: string | null): PoolStanding | undefined {
  return text === null ? undefined : standingJson.parse(JSON.parse(text))
}

function plus(a: Share, b: Share): Share {
  return { count: a.count + b.count, minor: a.minor + b.minor }
}

function sharesJson(shares: Readonly<Record<string, Share>>) {
  return Object.fromEntries(
    Object.entries(shares).map(([name, each]) => [name, { count: each.count, minor: String(each.minor) }]),
  )
}
