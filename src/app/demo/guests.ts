import { loadSignIns, openLinkCommand, signInCommand, guestActor } from '../../modules/requests/index.ts'
import type { Instant } from '../../kernel/time.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { attendanceDeps } from '../routes.ts'
import { later, type Course } from './course.ts'
import { guestsByName } from './giving.ts'
import { actAll, loaderOf, staffActor, type Stage } from './stage.ts'

/** The sign-ins of a course, by the name that signed in. */
export type SignedIn = ReadonlyMap<string, string>

type Due = { readonly course: Course; readonly step: { readonly at: Instant } }

/** So long before the giving is recorded the code stands on the table, and so long the first guest takes. */
const beforeMs = 80 * 60_000
const apartMs = 4 * 60_000

/** Where guests scanned a code, they really sign in by it, as the page of a guest does. By request. */
export async function signGuestsIn(
  stage: Stage,
  due: readonly Due[],
): Promise<ReadonlyMap<string, SignedIn>> {
  const scanned = due.filter(({ course }) => course.benefit.claim?.scanned !== undefined)
  if (scanned.length === 0) return new Map()
  const { world } = stage
  const { links, views } = attendanceDeps({ world })
  for (const { course, step } of scanned) {
    const { requestId = '', benefit } = course
    const at = later(step.at, -beforeMs)
    const actor = staffActor(stage, benefit.requester)
    const [opened] = await actAll(world, openLinkCommand({ ...views, links }), [
      { key: `demo:${benefit.key}:guest-link`, actor, at, body: { requestId } },
    ])
    const { linkId = '' } = opened ?? {}
    const guest = { ...guestActor('', 'zh-CN'), entityIds: actor.entityIds }
    await actAll(
      world,
      signInCommand(views),
      guestsByName(stage, benefit).map((one, nth) => ({
        key: `demo:${benefit.key}:guest:${nth}`,
        actor: guest,
        at: later(at, (nth + 1) * apartMs),
        body: { ...one, isOfficial: 'no' as const, requestId, linkId },
      })),
    )
  }
  const ids = scanned.flatMap(({ course }) => course.requestId ?? [])
  const rows = await readOnly(world.pool, [loaderOf(stage.founded)], (tx) => loadSignIns(tx, ids))
  return new Map([...rows].map(([id, those]) => [id, new Map(those.map((row) => [row.name, row.id]))]))
}
