import type { Pool } from 'pg'
import { isBecause, type Reason } from '../../src/kernel/because.ts'
import { withoutReason } from '../../src/platform/act/without-reason.ts'
import { operationWords } from '../../src/texts/audit.ts'
import { sayBecause } from '../../src/texts/because.ts'
import type { FreshDatabase } from './database-copy.ts'

/** What a log says of why things were done. */
export type Whys = {
  /** The operations that were done at least once. */
  readonly done: ReadonlySet<string>
  /** Entries that do not say why, and should: the operation, and what stands there. */
  readonly missing: readonly string[]
}

/** Walks every entry of a log: what was done says why, but for the short list of what need not. */
export async function whysOf(owner: Pool): Promise<Whys> {
  const { rows } = await owner.query<{ operation: string; reason: Reason | null }>(
    `select distinct operation, bytes::jsonb -> 'reason' as reason
from audit.entry
where not is_refused`,
  )
  // What a test itself writes is no operation of the product.
  const real = rows.filter(({ operation }) => operationWords[operation] !== undefined)
  const bare = real.filter(({ operation, reason }) => !isSaid(reason) && !isListed(operation, reason))
  return {
    done: new Set(real.map(({ operation }) => operation)),
    missing: [...new Set(bare.map(({ operation, reason }) => `${operation}: ${JSON.stringify(reason)}`))],
  }
}

function isListed(operation: string, reason: Reason | null): boolean {
  return reason === null && withoutReason[operation] !== undefined
}

/** The words of a person, or a code whose sentence is whole in both languages. */
function isSaid(reason: Reason | null): boolean {
  if (reason === null) return false
  if (!isBecause(reason)) return reason.trim() !== ''
  return (['zh-CN', 'en'] as const).every((language) => {
    const text = sayBecause(reason, language)
    return text !== reason.code && !/\{\w+\}|undefined|null/.test(text)
  })
}

/** Closes the database of a test once its log has shown why everything in it was done. */
export async function closeTold(database: FreshDatabase): Promise<void> {
  const { missing } = await whysOf(database.pool('owner', 1))
  await database.close()
  if (missing.length > 0) throw new Error(`K18: entries without a reason: ${missing.join(', ')}`)
}
