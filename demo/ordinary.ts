import { chinaCalendar, dayKind } from '../src/platform/calendar.ts'
import { addDays, type LocalDate } from '../src/kernel/time.ts'
import { workingDay } from './days.ts'
import { runCourse, stageOf } from './course.ts'
import {
  makeDiscount,
  makeLoan,
  makePoints,
  makeRebate,
  makeRedemption,
  makeSamples,
  makeService,
  makeVoucher,
} from './entity-kinds.ts'
import { makeEventLunch, makeFairHandout, makeLogoItem, makeMeal } from './person-kinds.ts'
import { sceneOf, type Maker, type Scene } from './scene.ts'
import type { Draft, PlanFrame, PlannedBenefit } from './types.ts'

/**
 * Ordinary benefits in the order in which they are submitted, `count` of them, one at a time so that a
 * million need no memory. The last one is three working days old, so that all are decided. The days follow
 * the business year: quarter ends are busy, long rests are empty.
 */
export function* sampleBenefits(frame: PlanFrame, count: number): Generator<PlannedBenefit> {
  const scene = sceneOf(frame, `benefits/${count}`)
  const stage = stageOf(frame)
  const days = busyDays(frame.from, workingDay(frame.to, -3))
  const total = days.reduce((sum, day) => sum + day.weight, 0)
  let made = 0
  let weight = 0
  for (const { day, weight: share } of days) {
    weight += share
    const due = Math.round((count * weight) / total)
    while (made < due) {
      for (const draft of draftsOf(scene, day)) {
        if (made === count) return
        made += 1
        yield runCourse(`ben-${String(made).padStart(7, '0')}`, draft, day, stage, scene.random)
      }
    }
  }
}

/** How busy each working day is; a day off has no request. */
function busyDays(from: LocalDate, to: LocalDate): readonly { day: LocalDate; weight: number }[] {
  const days: { day: LocalDate; weight: number }[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!dayKind(chinaCalendar, day).working) continue
    const month = Number(day.slice(5, 7))
    const quarterEnd = month % 3 === 0 ? 1.35 : 1
    days.push({
      day,
      weight: (month === 2 ? 0.6 : 1) * quarterEnd * (month === 11 || month === 12 ? 1.2 : 1),
    })
  }
  return days
}

function draftsOf(scene: Scene, submittedOn: LocalDate): readonly Draft[] {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const date = workingDay(submittedOn, scene.random.between(3, 9))
    const [maker] = scene.random.weighted(makersFor(scene, date), ([, weight]) => weight)
    const drafts = maker(scene, date)
    if (drafts.length > 0) return drafts
  }
  return makeDiscount(scene, workingDay(submittedOn, 3))
}

type Weighted = readonly [maker: Maker, weight: number]

const everyDay: readonly Weighted[] = [
  [makeDiscount, 25],
  [makePoints, 13],
  [makeRedemption, 4],
  [makeVoucher, 4],
  [makeSamples, 10],
  [makeService, 7],
  [makeLoan, 2],
  [makeLogoItem, 14],
  [makeMeal, 11],
]
const rebateDays: readonly Weighted[] = [...everyDay, [makeRebate, 26]]

function makersFor(scene: Scene, date: LocalDate): readonly Weighted[] {
  const event = scene.frame.events.find((one) => one.from <= date && date <= one.to)
  const settling = Number(date.slice(5, 7)) % 3 === 1
  const usual = settling ? rebateDays : everyDay
  if (!event) return usual
  return [...usual, event.key.includes('fair') ? [makeFairHandout, 25] : [makeEventLunch, 180]]
}
