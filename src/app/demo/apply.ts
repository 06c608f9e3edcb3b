import { samplePlan } from '../../../demo/plan.ts'
import type { PlannedBenefit } from '../../../demo/types.ts'
import { addDays, daysBetween, type Instant } from '../../kernel/time.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import type { World } from '../world.ts'
import { payAbroad } from './abroad.ts'
import { engageAgent, isOfAgent } from './agent.ts'
import { closeFirst } from './close.ts'
import { leave } from './leaver.ts'
import { foundSample, setSampleLogIns } from './company.ts'
import { claimDue, openClaims } from './claims.ts'
import { setBudgets } from './budgets.ts'
import { playDinners } from './dinners.ts'
import { courseOf, type Course } from './course.ts'
import { playCoverage } from './coverage.ts'
import {
  enterTenders,
  loadDeals,
  signSupplement,
  tenderNotes,
  withRunningAgreements,
  type TenderNote,
} from './deals.ts'
import { loadParties } from './parties.ts'
import { declareReceived, endOf } from './received.ts'
import { openPurses, payDue, type Purse } from './pay.ts'
import { payLatest } from './pay-latest.ts'
import { playUntil, type Surprises } from './play.ts'
import { stateTaxes } from './taxes.ts'
import { answerReviews } from './reviews.ts'
import { actAll, type Stage, type StageParts } from './stage.ts'
import { playWaiting, waitingCustomer } from './waiting.ts'

/** How far the sample has come, for whoever waits. */
export type Progress = (share: number) => void

/** The sample as it was applied: every course with the request that it became. */
export type Applied = {
  readonly stage: Stage
  readonly courses: readonly Course[]
  /** What went otherwise than planned, by the words of the product. */
  readonly surprises: Surprises
}

/** Days that are played at once. */
const stretchDays = 42

/**
 * Applies the plan of the sample company through the write door: founded, parties, deals, eighteen months of
 * requests in their order, and what waits today. Safe to repeat: what was done before answers from its keys.
 */
export async function applySample(parts: StageParts, scale: number, progress: Progress): Promise<Applied> {
  const stage = await prepareStage(parts.world, scale)
  await setSampleLogIns(parts, stage.founded, stage.begunAt)
  const surprises: Surprises = new Map()
  const { history, purses } = await playHistory(stage, surprises, progress)
  const dinners = await playDinners(stage, surprises)
  for (const purse of purses)
    if (purse.entity === 'ent-sz') await payAbroad(stage, purse, { dinners, surprises })
  await leave(stage, dinners, surprises)
  await setBudgets(stage)
  await stateTaxes(stage)
  const waiting = await playWaiting(stage, surprises)
  await closeFirst(stage)
  await playCoverage(stage)
  return { surprises, stage, courses: [...history, ...dinners, ...waiting] }
}

/** Founds the sample company with its parties and deals. Safe to repeat, and quick when all is there. */
export async function prepareStage(world: World, scale = 1): Promise<Stage> {
  const begunAt = await begin(world)
  const plan = withRunningAgreements(samplePlan(undefined, scale), begunAt)
  const founded = await foundSample(world)
  const parties = await loadParties(world, founded, plan)
  const events = await loadDeals(world, founded, parties, plan)
  const stage: Stage = { world, plan, founded, ...parties, events, begunAt }
  if (begunAt > '2026-07-20') await signSupplement(stage)
  return stage
}

type History = { readonly history: readonly Course[]; readonly purses: readonly Purse[] }

async function playHistory(stage: Stage, surprises: Surprises, progress: Progress): Promise<History> {
  const { plan, begunAt } = stage
  const tenders = new Map<string, string>()
  const notes = tenderNotes(plan.tenders.filter(({ customer }) => customer !== waitingCustomer))
  const courses = plan.benefits.filter(isHistory).map((benefit) => cutAt(courseOf(benefit), begunAt))
  const lanes = lanesOf(courses)
  const received = plan.benefits.filter((one) => one.direction === 'received' && endOf(one) < begunAt)
  const purses = await openPurses(stage, courses)
  await openClaims(stage)
  const days = daysBetween(plan.from, plan.to) + 1
  for (let done = 0; done < days; done += stretchDays) {
    const until = earlier(`${addDays(plan.from, done + stretchDays)}T00:00:00.000Z`, begunAt)
    await enterDue(stage, notes, until, tenders)
    // The first stretch alone, so that nobody waits for the papers that everybody files.
    for (const lane of done === 0 ? lanes : []) await playUntil(stage, lane, until, surprises)
    await Promise.all(lanes.map((lane) => playUntil(stage, lane, until, surprises)))
    await claimDue(stage, courses, until, surprises)
    for (const purse of purses) await payDue(stage, purse, { courses, until, surprises })
    await answerReviews(stage, courses, until, surprises)
    await declareReceived(stage, received, until)
    progress(Math.min(1, (done + stretchDays) / days))
  }
  // What was paid in the last stretch goes on to its end.
  await playUntil(stage, courses, begunAt, surprises)
  const agents = await engageAgent(stage, surprises)
  for (const purse of purses) {
    const beside = agents.filter(({ benefit }) => benefit.entity === purse.entity)
    await payLatest(stage, purse, { beside, surprises })
  }
  return { history: [...courses, ...agents], purses }
}

/** Two lanes with no customer in common, so that one computes while the database works for the other. */
function lanesOf(courses: readonly Course[]): readonly (readonly Course[])[] {
  const customers = [...new Set(courses.map(({ benefit }) => benefit.customer ?? ''))].toSorted()
  const isEven = ({ benefit }: Course) => customers.indexOf(benefit.customer ?? '') % 2 === 0
  return [courses.filter(isEven), courses.filter((course) => !isEven(course))]
}

/** What has happened by the time the sample is begun; what waits today comes after it. */
function isHistory(benefit: PlannedBenefit): boolean {
  const { direction, dueAt, claim, recipient } = benefit
  const isLater = dueAt !== undefined || claim !== undefined || isOfAgent(benefit)
  return direction === 'given' && !isLater && recipient.kind !== 'public'
}

/** Nothing of the sample's history lies in the future, whatever the clock says. */
function cutAt(course: Course, begunAt: Instant): Course {
  course.steps = course.steps.filter((step) => step.at < begunAt)
  return course
}

async function enterDue(
  stage: Stage,
  notes: TenderNote[],
  until: Instant,
  tenders: Map<string, string>,
): Promise<void> {
  const due = notes.filter((one) => one.at < until).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  notes.splice(0, notes.length, ...notes.filter((one) => one.at >= until))
  await enterTenders(stage.world, stage.founded, stage, due, tenders)
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b
}

/** Remembers when the sample was begun, so that a start after an interruption goes on with the same days. */
async function begin(world: World): Promise<Instant> {
  const at = world.now()
  const [answer] = await actAll(world, beginCommand, [
    { key: 'demo:begin', actor: systemActor, body: {}, at },
  ])
  return answer?.begunAt ?? at
}

const beginCommand: Command<object, undefined, { readonly begunAt: Instant }> = {
  operation: 'demo.begin',
  load: async () => undefined,
  decide: (_, { at }) => ({
    answer: { begunAt: at },
    object: { type: 'sample', id: 'sample' },
    reason: null,
    changes: [],
  }),
}

/** The key under which the end of the work is remembered. */
export const doneKey = 'demo:done'

/** Remembers that the sample is complete. */
export async function markDone(world: World): Promise<void> {
  await act(world.door, doneCommand, [{ key: doneKey, actor: systemActor, body: {}, at: world.now() }])
}

const doneCommand: Command<object, undefined, object> = {
  operation: 'demo.done',
  load: async () => undefined,
  decide: () => ({ answer: {}, object: { type: 'sample', id: 'sample' }, reason: null, changes: [] }),
}
