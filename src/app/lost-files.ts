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

/** Reads every stored file back and compares it with its digest. */
export async function lostFiles(world: Pick<World, 'pool' | 'files'>): Promise<LostFiles> {
  return readOnly(world.pool, [{ ...systemActor, entityIds: ['*'] }], async (tx) => {
    const lost = await findLostFiles(world.files, tx)
    const losses = [...lost.values()]
    const found = lost.size === 0 ? [] : await requestsOfFiles(tx, [...lost.keys()])
    return {
      missing: losses.filter((loss) => loss === 'missing').length,
      damaged: losses.filter((loss) => loss === 'damaged').length,
      requests: [...new Set(found.map(({ number }) => number))],
    }
  })
}

/** The look at the files in the background; what it found last is told by the operator's pages. */
export type FileWatch = Repeated & { readonly last: () => LostFiles | undefined }

const dayMs = 24 * 3_600_000

/** Looks at the files at the start, where a restored disk shows, and once a day. */
export function startFileWatch(
  world: World,
  onLost: (lost: LostFiles) => void,
  onFault: (fault: unknown) => void,
): FileWatch {
  let last: LostFiles | undefined
  const running = repeat(
    async () => {
      last = await lostFiles(world)
      if (last.missing + last.damaged > 0) onLost(last)
      return 'enough'
    },
    dayMs,
    onFault,
  )
  return { stop: running.stop, last: () => last }
}
