import { longJobQueue, runLongJob, type LongJobKind } from '../platform/jobs/long-job.ts'
import type { Queue } from '../platform/jobs/runner.ts'
import type { World } from './world.ts'

/** The queues of background work, by name. */
export const queueNames = [longJobQueue] as const

/** What is done with each queue's items. */
export function queues(world: World): Queue[] {
  const kinds: LongJobKind[] = []
  return [
    {
      name: longJobQueue,
      handle: async (data) => {
        if (typeof data !== 'object' || data === null || !('id' in data))
          throw new Error('a long job has an id')
        await runLongJob(world.pool, kinds, String(data.id), world.now)
      },
    },
  ]
}
