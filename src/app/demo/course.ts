import type { PlannedBenefit, Step } from '../../../demo/types.ts'
import type { Instant } from '../../kernel/time.ts'
import { isOwedFor, wayOf } from './books.ts'

/** One planned benefit on its way through the product. */
export type Course = {
  readonly benefit: PlannedBenefit
  /** Days by which everything of this benefit is moved; only what waits today is moved. */
  readonly shiftDays: number
  steps: Step[]
  requestId?: string
  /** The accepted claim on which it is paid. */
  claimId?: string
  /** The confirmed exception by which a natural person is paid. */
  exceptionId?: string
  /** Papers on file so far, by the identifiers of their rows. */
  fileIds: readonly string[]
  /** How often somebody has tried to decide; part of the keys. */
  tries: number
}

/** A benefit at the start of its course. What was declared late stands as given from the start. */
export function courseOf(benefit: PlannedBenefit, shiftDays = 0): Course {
  const steps = benefit.late ? lateSteps(benefit) : benefit.steps.filter((step) => isPlayed(benefit, step))
  return { benefit, shiftDays, steps: [...steps], fileIds: [], tries: 0 }
}

const dayMs = 86_400_000

/**
 * What goes to the company account of a customer, which the sample pays: its transfer gives it. What was
 * reversed later came off an invoice.
 */
export function isTransferred(benefit: PlannedBenefit): boolean {
  return wayOf(benefit) === 'company_account' && benefit.state !== 'reversed'
}

/** Of what ends in a payment, the sample pays what goes to customers, vendors and our own staff. */
function isPlayed(benefit: PlannedBenefit, { verb }: Step): boolean {
  if (verb === 'give') return !isTransferred(benefit)
  return verb !== 'pay' || (isOwedFor(benefit) && benefit.state !== 'reversed')
}

/** A late declaration is submitted, and where the route asks for it, somebody looks at it on the next day. */
function lateSteps(benefit: PlannedBenefit): Step[] {
  const submit = benefit.steps.find((step) => step.verb === 'submit')
  if (!submit) return []
  return [
    submit,
    { ...submit, verb: 'approve', at: later(submit.at, dayMs) },
    { ...submit, verb: 'give', at: later(submit.at, dayMs + 3_600_000) },
  ]
}

/** A moment so many milliseconds later. */
export function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString()
}

/** Everything of a course so many days later. */
export function movedCourse(course: Course, shiftDays: number): Course {
  course.steps = course.steps.map((step) => ({ ...step, at: later(step.at, shiftDays * dayMs) }))
  return course
}

/** Ends the first step of a course; the next one comes at least eleven minutes after it. */
export function stepDone(course: Course, at: Instant): void {
  course.steps.shift()
  const [next] = course.steps
  if (next && next.at <= at) course.steps[0] = { ...next, at: later(at, 11 * 60_000) }
}

/** Leaves out the steps before the first that `keeps` names; all of them when there is none. */
export function skipTo(course: Course, keeps: readonly Step['verb'][]): void {
  const index = course.steps.findIndex((step) => keeps.includes(step.verb))
  course.steps = index < 0 ? [] : course.steps.slice(index)
}
