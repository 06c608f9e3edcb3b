import { workingDay } from '../../../demo/days.ts'
import type { PlannedBenefit } from '../../../demo/types.ts'
import { addDays, dayIn, daysBetween, type Instant } from '../../kernel/time.ts'
import { decideCommand, loadRequests } from '../../modules/requests/index.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { courseOf, later, type Course } from './course.ts'
import { enterTenders } from './deals.ts'
import { playUntil, type Surprises } from './play.ts'
import { loaderOf, staffActor, type Stage } from './stage.ts'

/** The customer whose tender becomes known after a lunch for its staff was asked for. */
export const waitingCustomer = 'cus-ningshuo'

/** The approver of the sample, in whose inbox most of what waits lies. */
const approver = 'liu-jianguo'

const minute = 60_000

/**
 * What waits today: asked for on the last working day and this morning, so that the approver has until this
 * evening for some and until the next working day for others, whatever the day. Then a tender becomes known,
 * and the approver tries the lunch that it forbids: it stays in the inbox, and the attempt is recorded.
 */
export async function playWaiting(stage: Stage, surprises: Surprises): Promise<Course[]> {
  const { plan, begunAt } = stage
  const today = dayIn('Asia/Shanghai', begunAt)
  const shift = daysBetween(plan.today, today)
  const waiting = plan.benefits.filter((one) => one.dueAt !== undefined)
  const courses = waiting.map((benefit, i) => movedCourse(benefit, i, shift, begunAt, today))
  await playUntil(stage, courses, later(begunAt, minute), surprises)
  await tenderBecomesKnown(stage)
  const forbidden = courses.find(({ benefit }) => benefit.customer === waitingCustomer)
  if (forbidden) await tryForbidden(stage, forbidden)
  return courses
}

/** The first, third and fifth were asked for on the last working day and are due this evening. */
function movedCourse(
  benefit: PlannedBenefit,
  index: number,
  shiftDays: number,
  begunAt: Instant,
  today: string,
): Course {
  const course = courseOf(benefit, shiftDays)
  const isDueToday = index % 2 === 0 && index < 6
  const lastDay = workingDay(today, -1)
  const at = isDueToday
    ? `${lastDay}T0${2 + (index % 6)}:1${index % 10}:00.000Z`
    : later(begunAt, -(60 - index * 4) * minute)
  course.steps = course.steps.map((step) => ({ ...step, at }))
  return course
}

async function tenderBecomesKnown(stage: Stage): Promise<void> {
  const tender = stage.plan.tenders.find((one) => one.customer === waitingCustomer)
  if (!tender) return
  const at = later(stage.begunAt, -2 * minute)
  const openedOn = addDays(dayIn('Asia/Shanghai', at), -1)
  const moved = { ...tender, openedOn, recordedAt: at }
  await enterTenders(stage.world, stage.founded, stage, [{ at, tender: moved, what: 'notice' }], new Map())
}

async function tryForbidden(stage: Stage, { requestId = '' }: Course): Promise<void> {
  const { world, founded, begunAt } = stage
  const requests = await readOnly(world.pool, [loaderOf(founded)], (tx) => loadRequests(tx, [requestId]))
  const request = requests.get(requestId)
  if (!request || request.outcome === 'prohibit') return
  await act(world.door, decideCommand(world.requests, 'approvals.approve'), [
    {
      key: 'demo:forbidden:try',
      actor: staffActor(stage, approver),
      at: later(begunAt, -minute),
      body: { requestId, version: request.version, does: { verb: 'approve' } },
    },
  ])
}
