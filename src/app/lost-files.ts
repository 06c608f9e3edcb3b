import type { Pool } from 'pg'
import type { Instant } from '../kernel/time.ts'
import { requestsOfFiles } from '../modules/requests/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { findLostFiles } from '../platform/files.ts'
import { repeat, type Repeated } from '../platform/repeat.ts'
import type { World } from './world.ts'

/** Evidence whose content cannot be read back, and the requests that rest on it. */
export type LostFiles = {
  readonly missing: number
  readonly damaged: number
  /** Readable numbers of requests. */
  readonly requests: readonly string[]
}

/** Reads every stored file back and compares it with its digest, until `stopped` ends it. */
export async function lostFiles(
  { pool, files }: Pick<World, 'pool' | 'files'>,
  stopped?: AbortSignal,
): Promise<LostFiles> {
  const lost = await findLostFiles(files, pool, stopped)
  const losses = [...lost.values()]
  return {
    missing: losses.filter((loss) => loss === 'missing').length,
    damaged: losses.filter((loss) => loss === 'damaged').length,
    requests: await requestsOn(pool, [...lost.keys()]),
  }
}

async function requestsOn(pool: Pool, digests: readonly string[]): Promise<readonly string[]> {
  if (digests.length === 0) return []
  const everywhere = [{ ...systemActor, entityIds: ['*'] }]
  const found = await readOnly(pool, everywhere, (tx) => requestsOfFiles(tx, digests))
  return [...new Set(found.map(({ number }) => number))]
}

/** What the last whole look found, and when it ended. */
export type FilesSeen = LostFiles & { readonly at: Instant }

/** The look at the files in the background; what it found last is told by the operator's pages. */
export type FileWatch = Repeated & { readonly last: () => FilesSeen | undefined }

const dayMs = 24 * 3_600_000

/** Looks at the files at the start, where a restored disk shows, and once a day. */
export function startFileWatch(
  world: Pick<World, 'pool' | 'files' | 'now'>,
  onLost: (lost: LostFiles) => void,
  onFault: (fault: unknown) => void,
): FileWatch {
  let last: FilesSeen | undefined
  const running = repeat(
    async (stopped) => {
      const lost = await lostFiles(world, stopped)
      last = { ...lost, at: world.now() }
      if (lost.missing + lost.damaged > 0) onLost(lost)
      return 'enough'
    },
    dayMs,
    onFault,
  )
  return { stop: running.stop, last: () => last }
}
