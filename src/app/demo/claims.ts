import { leaver } from '../../../demo/company.ts'
import { restaurantOf } from '../../../demo/restaurants.ts'
import { workingDay } from '../../../demo/days.ts'
import { payDayOf } from '../../../demo/payments.ts'
import type { PlannedBenefit } from '../../../demo/types.ts'
import { addDays, daysBetween, type Instant, type LocalDate } from '../../kernel/time.ts'
import { checkClaim, checkStaffAccount, fileClaim, stateStaffAccount } from '../../modules/payments/index.ts'
import { loadRequests } from '../../modules/requests/index.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { isClaimed, wayOf } from './books.ts'
import { later, type Course } from './course.ts'
import { guestsOf } from './giving.ts'
import { bringInvoices, lookUp, nameBuyers, type OnRecord } from './invoices.ts'
import { bankDepsOf } from './pay-orders.ts'
import type { Surprises } from './play.ts'
import { actAll, idOf, loaderOf, staffActor, told, type Stage } from './stage.ts'

const hour = 3_600_000

/** Dinners that are claimed together with one invoice, and when. */
export type SampleClaim = {
  readonly key: string
  readonly courses: readonly [Course, ...Course[]]
  readonly at: Instant
  /** What the invoice says was sold. */
  readonly item: string
  /** Who of finance files it for whoever has left, and why. */
  readonly filer?: { readonly by: string; readonly why: string }
}

/** A claim that finance has. */
export type Filed = SampleClaim & { readonly claimId: string; readonly invoiceId: string }

/** What restaurants write on their invoices. */
export const ofRestaurants = '*餐饮服务*餐费'

/** Whoever of finance checks the claims of the history. */
const checker = 'gao-yun'

/** The account of a member of staff; its number is invented. */
export function staffAccount(stage: Pick<Stage, 'plan'>, key: string) {
  const nth = stage.plan.staff.findIndex((person) => person.key === key)
  const holder = stage.plan.staff[nth]?.name.zh ?? ''
  return { holder, number: `6230000000${String(nth + 1).padStart(6, '0')}` }
}

/** Whoever may claim states their own account, which finance verifies; and the names on invoices. */
export async function openClaims(stage: Stage): Promise<void> {
  await nameBuyers(stage)
  const at = `${stage.plan.from}T01:40:00.000Z`
  const claimants = [...new Set(stage.plan.benefits.filter(isClaimed).map(({ requester }) => requester))]
    // Of whoever has left by now nobody had asked it.
    .filter((key) => key !== leaver)
    .toSorted()
  const stated = await actAll(
    stage.world,
    stateStaffAccount(bankDepsOf(stage)),
    claimants.map((key) => ({
      key: `demo:${key}:own-account`,
      actor: staffActor(stage, key),
      at,
      body: { ...staffAccount(stage, key), bank: '示例银行苏州分行', reference: '工资卡，本人登记' },
    })),
  )
  await actAll(
    stage.world,
    checkStaffAccount(),
    claimants.map((key, i) => ({
      key: `demo:${key}:own-account:check`,
      actor: staffActor(stage, 'lin-xiao'),
      at: later(at, hour),
      body: {
        accountId: stated[i]?.accountId ?? '',
        answer: 'confirm' as const,
        how: 'payroll' as const,
        reference: '与工资发放账户一致',
      },
    })),
  )
}

/** Files claims, each with its invoice; what the product refuses is handed back beside what it took. */
export async function fileClaims(
  stage: Stage,
  claims: readonly SampleClaim[],
): Promise<{ readonly filed: readonly Filed[]; readonly refused: ReadonlyMap<SampleClaim, string> }> {
  const brought = await bringInvoices(
    stage,
    claims.map((claim) => broughtFor(stage, claim)),
  )
  const outcomes = await act(
    stage.world.door,
    fileClaim(bankDepsOf(stage)),
    claims.map((claim, i) => callOf(stage, claim, brought[i])),
  )
  const filed: Filed[] = []
  const refused = new Map<SampleClaim, string>()
  for (const [i, outcome] of outcomes.entries()) {
    const claim = claims[i]
    if (!claim) continue
    if (outcome.kind !== 'done') refused.set(claim, told(outcome))
    else filed.push({ ...claim, claimId: outcome.answer.claimId, invoiceId: brought[i]?.invoiceId ?? '' })
  }
  return { filed, refused }
}

function broughtFor(stage: Stage, { key, courses, at, item, filer }: SampleClaim) {
  const { plan } = stage
  const [{ benefit }] = courses
  const { requester, entity } = benefit
  const buyer = plan.entities.find((one) => one.key === entity)
  const restaurant = restaurantOf(plan, benefit)
  const issuedOn = courses.map(givenOn).toSorted().at(-1) ?? ''
  const digits = benefit.key.replaceAll(/\D/g, '')
  // Dinners of the last weeks are numbered from one again.
  const series = benefit.claim === undefined ? '0' : '9'
  const number = `${issuedOn.slice(2, 4)}32000000${series}${digits.padStart(9, '0')}`
  const invoice = {
    number,
    seller: { name: restaurant.name.zh, taxNumber: restaurant.creditCode ?? '' },
    buyer: { name: buyer?.name.zh ?? '', taxNumber: buyer?.creditCode ?? '' },
    issuedOn,
    item,
    minor: courses.reduce((sum, course) => sum + amountOf(course), 0n),
  }
  return { key, by: filer?.by ?? requester, entity, at, invoice }
}

function callOf(stage: Stage, { key, courses, at, filer }: SampleClaim, brought: OnRecord | undefined) {
  const [{ benefit }] = courses
  const lines = courses.map((course) => ({
    requestId: course.requestId ?? '',
    minor: amountOf(course).toString(),
  }))
  const isOfVendor = wayOf(benefit) === 'vendor'
  return {
    key: `demo:${key}:claim`,
    actor: staffActor(stage, filer?.by ?? benefit.requester),
    at: later(at, hour / 12),
    body: {
      lines,
      fileIds: [brought?.fileId ?? ''],
      invoiceIds: [brought?.invoiceId ?? ''],
      ...(filer === undefined ? {} : { onBehalf: filer.why }),
      ...(isOfVendor ? { vendorId: idOf(stage.customers, restaurantOf(stage.plan, benefit).key) } : {}),
    },
  }
}

/** When a dinner was given, as it is played. */
function givenOn({ benefit, shiftDays }: Course): LocalDate {
  return addDays(benefit.date, shiftDays)
}

/** What a dinner came to. */
export function amountOf({ benefit }: Course): bigint {
  return benefit.value.minor * BigInt(guestsOf(benefit))
}

/** Accepts claims whose invoices the tax authority confirmed; they are paid on the next day. */
export async function acceptClaims(stage: Stage, filed: readonly Filed[], by = checker): Promise<void> {
  await lookUp(
    stage,
    filed.map(({ key, invoiceId, at }) => ({ key, invoiceId, at: later(at, hour) })),
  )
  await actAll(
    stage.world,
    checkClaim(bankDepsOf(stage)),
    filed.map(({ key, claimId, at }) => ({
      key: `demo:${key}:claim:accept`,
      actor: staffActor(stage, by),
      at: later(at, 2 * hour),
      body: { claimId, version: 1, verdict: 'accept' as const },
    })),
  )
  for (const { courses, claimId } of filed) for (const course of courses) course.claimId = claimId
}

/** Claims what was given before `until`, a claim for each person and some three weeks, each accepted. */
export async function claimDue(
  stage: Stage,
  courses: readonly Course[],
  until: Instant,
  surprises: Surprises,
): Promise<void> {
  const due = courses.filter(
    ({ benefit, steps: [step], claimId }) =>
      isClaimed(benefit) && step?.verb === 'pay' && plannedAt(benefit) < until && claimId === undefined,
  )
  const claims = groupsOf(await givenOf(stage, due)).filter(({ at }) => later(at, 3 * hour) < until)
  const { filed, refused } = await fileClaims(stage, claims)
  for (const [claim, what] of refused) {
    surprises.set(what, [...(surprises.get(what) ?? []), `${claim.key} claim`])
    for (const course of claim.courses) course.steps = []
  }
  await acceptClaims(stage, filed)
  for (const { courses: paid, at } of filed) {
    for (const course of paid) {
      const [step, ...rest] = course.steps
      if (step) course.steps = [{ ...step, at: later(at, 24 * hour) }, ...rest]
    }
  }
}

/** Those that really were given, and may be paid since in an earlier run; what ended otherwise never is. */
async function givenOf(stage: Stage, due: readonly Course[]): Promise<Course[]> {
  const ids = due.flatMap(({ requestId }) => requestId ?? [])
  const requests = await readOnly(stage.world.pool, [loaderOf(stage.founded)], (tx) => loadRequests(tx, ids))
  return due.filter((course) => {
    const state = requests.get(course.requestId ?? '')?.state ?? ''
    const isGiven = ['given', 'paid', 'completed'].includes(state)
    if (!isGiven) course.steps = []
    return isGiven
  })
}

/** So many days after the first of its dinners a claim is closed: a claim is late after thirty. */
const spanDays = 20

function groupsOf(due: readonly Course[]): SampleClaim[] {
  const whose = ({ benefit }: Course) => `${benefit.requester} ${wayOf(benefit)} ${benefit.event ?? ''}`
  return [...Map.groupBy(due, whose).values()].flatMap((own) => {
    const groups: [Course, ...Course[]][] = []
    for (const course of own.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))) {
      const last = groups.at(-1)
      const isNear = last && daysBetween(givenOn(last[0]), givenOn(course)) <= spanDays
      if (isNear && last.length < linesMax) last.push(course)
      else groups.push([course])
    }
    return groups.map((group) => ({
      key: `${group[0].benefit.key}`,
      courses: group,
      at: filedAt(group),
      item: ofRestaurants,
    }))
  })
}

/** A claim has at most so many lines. */
const linesMax = 20

function orderOf(course: Course): string {
  return `${givenOn(course)} ${course.benefit.key}`
}

/**
 * Two working days after the last dinner, or after the day that the plan has for its payment: by the plan
 * alone, so that a start after an interruption files the same claims.
 */
function filedAt(group: readonly Course[]): Instant {
  const last = group.map(givenOn).toSorted().at(-1) ?? ''
  const soonest = `${workingDay(last, 2)}T06:10:00.000Z`
  const planned = later(
    group
      .map(({ benefit }) => plannedAt(benefit))
      .toSorted()
      .at(-1) ?? soonest,
    hour,
  )
  return planned > soonest ? planned : soonest
}

function plannedAt(benefit: PlannedBenefit): Instant {
  return payDayOf(benefit) ?? ''
}
