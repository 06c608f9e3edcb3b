import type { LongJobKind } from '../platform/jobs/long-job.ts'
import type { World } from './world.ts'

/** The kinds of long work that this version can run, from every module that has one. */
export function longJobKinds(_world: World): LongJobKind[] {
  return []
}
