import type { ClaimEnd } from '../../../demo/claim-ends.ts'
import { addDays, daysBetween, dayIn, type Instant, type LocalDate } from '../../kernel/time.ts'
import { checkClaim, withdrawClaim } from '../../modules/payments/index.ts'
import { homeCurrency, rateOn, sampleRates } from '../../platform/rates.ts'
import { homeZone } from '../world.ts'
import { acceptClaims, fileClaims, ofRestaurants, type Filed, type SampleClaim } from './claims.ts'
import { courseOf, later, movedCourse, type Course } from './course.ts'
import { lookUp } from './invoices.ts'
import { bankDepsOf } from './pay-orders.ts'
import { playUntil, type Surprises } from './play.ts'
import { actAll, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000
const day = 24 * hour

/** Whoever of finance looks at the claims of the last weeks. */
const checker = 'gao-yun'

/** What finance says of a claim that it does not accept as it came. */
const said = {
  in_check: { verdict: 'take' },
  disputed: { verdict: 'dispute', reason: '签到名单只有一位客户，发票却是两份套餐：请说明第二份由谁用餐。' },
  refused: { verdict: 'refuse', reason: '发票日期早于用餐日，对不上这次用餐：请向餐厅换开后重新核销。' },
} as const

/**
 * The dinners of the last weeks and their claims, moved to the day on which the sample is begun: every state
 * of a claim is there to look at, and one invoice says something else than was eaten.
 */
export async function playDinners(stage: Stage, surprises: Surprises): Promise<Course[]> {
  const { plan, begunAt } = stage
  const shift = daysBetween(plan.today, dayIn(homeZone, begunAt))
  const courses = plan.benefits
    .filter(({ claim, value, date }) => claim !== undefined && isKnown(value.currency, addDays(date, shift)))
    .map((benefit) => movedCourse(courseOf(benefit, shift), shift))
  await playUntil(stage, courses, begunAt, surprises)
  const { filed, refused } = await fileClaims(stage, claimsOf(stage, courses))
  for (const [
    {
      key,
      courses: [{ benefit }],
    },
    what,
  ] of refused) {
    if (benefit.claim?.end !== 'lying') surprises.set(what, [`${key} claim`])
  }
  await answer(
    stage,
    Map.groupBy(filed, ({ courses: [{ benefit }] }) => benefit.claim?.end ?? 'open'),
  )
  return courses
}

/** A year after the shipped rates end nobody can judge a dinner abroad, and there is none. */
function isKnown(currency: string, day: LocalDate): boolean {
  return currency === homeCurrency || rateOn(sampleRates(), currency, day) !== undefined
}

/** Of these nothing is claimed, or another part of the sample claims it. */
const notClaimedHere: readonly ClaimEnd[] = ['open', 'to_give', 'for_leaver', 'abroad']

/** One claim for each group of dinners; of some nothing is claimed. */
function claimsOf({ begunAt }: Stage, courses: readonly Course[]): SampleClaim[] {
  const given = courses.filter(
    ({ benefit: { claim }, requestId }) =>
      requestId !== undefined && claim !== undefined && !notClaimedHere.includes(claim.end),
  )
  return [...Map.groupBy(given, ({ benefit }) => benefit.claim?.group ?? '')].flatMap(([key, own]) => {
    const [first, ...rest] = own
    const claim = first?.benefit.claim
    if (!first || !claim) return []
    const item = claim.end === 'lying' ? '*文具*办公用品' : ofRestaurants
    return [{ key, courses: [first, ...rest], at: at(begunAt, claim.daysBefore), item }]
  })
}

function at(begunAt: Instant, daysBefore: number): Instant {
  return later(begunAt, -daysBefore * day)
}

async function answer(stage: Stage, filed: ReadonlyMap<ClaimEnd, readonly Filed[]>): Promise<void> {
  await acceptClaims(stage, filed.get('accepted') ?? [])
  const waiting = (filed.get('waiting') ?? []).slice(0, 2)
  await lookUp(
    stage,
    waiting.map(({ key, invoiceId, at: filedAt }) => ({ key, invoiceId, at: later(filedAt, hour) })),
  )
  await actAll(
    stage.world,
    checkClaim(bankDepsOf(stage)),
    (['in_check', 'disputed', 'refused'] as const).flatMap((end) =>
      (filed.get(end) ?? []).map(({ key, claimId, at: filedAt }) => ({
        key: `demo:${key}:claim:check`,
        actor: staffActor(stage, checker),
        at: later(filedAt, 26 * hour),
        body: { claimId, version: 1, ...said[end] },
      })),
    ),
  )
  await actAll(
    stage.world,
    withdrawClaim(bankDepsOf(stage)),
    (filed.get('withdrawn') ?? []).map(({ key, claimId, at: filedAt, courses: [{ benefit }] }) => ({
      key: `demo:${key}:claim:withdraw`,
      actor: staffActor(stage, benefit.requester),
      at: later(filedAt, 3 * hour),
      body: { claimId, version: 1, reason: '发票抬头开成了个人，换开后再报。' },
    })),
  )
}
