import {
  daysBefore,
  feeMinor,
  latestEnds,
  openingMinor,
  ownAccounts,
  payDayOf,
  payingAccounts,
  statementTable,
  type PlanMovement,
} from '../../../demo/payments.ts'
import { dayIn, type Instant, type LocalDate } from '../../kernel/time.ts'
import { statePayingAccount, verifyPayingAccount } from '../../modules/payments/index.ts'
import { homeZone } from '../world.ts'
import { restaurantOf } from '../../../demo/restaurants.ts'
import { isClaimed, wayOf } from './books.ts'
import { staffAccount } from './claims.ts'
import { later, type Course } from './course.ts'
import {
  bankDepsOf,
  bringStatement,
  checkAll,
  prepareAll,
  sendBatch,
  type SampleOrder,
} from './pay-orders.ts'
import type { Surprises } from './play.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000
const day = 24 * hour

/** Money as the sample moves it: the account that pays, what it holds, and what is paid last. */
export type Purse = {
  readonly accountId: string
  readonly entity: string
  readonly number: string
  /** The benefits whose payment is left for the last days. */
  readonly latest: readonly Course[]
  balance: bigint
}

/** Puts the accounts that pay on record, each stated by one person and verified by another. */
export async function openPurses(stage: Stage, courses: readonly Course[]): Promise<Purse[]> {
  const at = `${stage.plan.from}T01:30:00.000Z`
  const stated = await actAll(
    stage.world,
    statePayingAccount(bankDepsOf(stage)),
    ownAccounts.map((one) => ({
      key: `demo:${one.key}`,
      actor: staffActor(stage, one.statedBy),
      at,
      body: {
        entityId: idOf(stage.founded.entities, one.entity),
        holder: stage.plan.entities.find(({ key }) => key === one.entity)?.name.zh ?? '',
        bank: one.bank,
        number: one.number,
        cnaps: one.cnaps,
        currency: 'CNY',
        form: one.form,
      },
    })),
  )
  const ids = ownAccounts.map((one, i) => ({ one, accountId: stated[i]?.accountId ?? '' }))
  await actAll(
    stage.world,
    verifyPayingAccount(),
    ids.flatMap(({ one, accountId }) => {
      if (one.verifiedBy === undefined) return []
      const actor = staffActor(stage, one.verifiedBy)
      return [{ key: `demo:${one.key}:verify`, actor, at: later(at, hour), body: { accountId, version: 1 } }]
    }),
  )
  return payingAccounts.map((key) => {
    const paying = ids.find(({ one }) => one.key === key)
    if (!paying) throw new Error('the sample has no account that pays')
    const { entity, number } = paying.one
    const own = courses.filter(({ benefit }) => benefit.entity === entity)
    const latest = latestOf(own, stage.begunAt)
    return { accountId: paying.accountId, entity, number, latest, balance: openingMinor }
  })
}

/** The latest benefits to customers, a while before the sample was begun: their payments are under way. */
function latestOf(courses: readonly Course[], begunAt: Instant): readonly Course[] {
  const before = historyEnds(begunAt)
  const paid = courses.filter(({ benefit, steps }) => {
    const at = payDayOf(benefit)
    const isToCustomer = wayOf(benefit) === 'company_account' && steps.some(({ verb }) => verb === 'pay')
    return at !== undefined && at < before && isToCustomer
  })
  return paid.toSorted(byPayDay).slice(-latestEnds.length)
}

/** Until when payments of the history are over and answered. */
function historyEnds(begunAt: Instant): Instant {
  return later(begunAt, -(daysBefore.older + 1) * day)
}

function byPayDay(a: Course, b: Course): number {
  const [one, other] = [a, b].map(({ benefit }) => `${payDayOf(benefit)} ${benefit.key}`)
  return (one ?? '') < (other ?? '') ? -1 : 1
}

type Payment = { readonly course: Course; readonly at: Instant }

/** What a purse pays next, due before `until`: of what is claimed, that of which the claim was accepted. */
function dueOf(purse: Purse, courses: readonly Course[], until: Instant): Payment[] {
  return courses
    .flatMap((course): Payment[] => {
      const { benefit, claimId, steps } = course
      const [step] = steps
      if (benefit.entity !== purse.entity || step?.verb !== 'pay' || step.at >= until) return []
      if (purse.latest.includes(course) || (isClaimed(benefit) && claimId === undefined)) return []
      return [{ course, at: step.at }]
    })
    .toSorted((a, b) => (`${a.at} ${a.course.benefit.key}` < `${b.at} ${b.course.benefit.key}` ? -1 : 1))
}

/**
 * Pays what is due before `until` in one batch: made, checked and sent, answered by the bank, shown on its
 * statement. Then each goes on to its end.
 */
export async function payDue(
  stage: Stage,
  purse: Purse,
  { courses, until, surprises }: { courses: readonly Course[]; until: Instant; surprises: Surprises },
): Promise<void> {
  // What falls due in the last days is still to be ordered.
  const before = historyEnds(stage.begunAt)
  const payments = dueOf(purse, courses, until < before ? until : before)
  const due = payments.map(({ course }) => course)
  for (const { steps } of due) steps.shift()
  const last = payments.at(-1)?.at
  if (last === undefined) return
  const name = `${purse.entity === 'ent-sh' ? '' : `${purse.entity}-`}${until.slice(0, 10)}`
  const key = `batch-${name}`
  const orders = await prepareAll(stage, due, last, surprises)
  if (orders.length === 0) return
  await checkAll(stage, orders, later(last, 2 * hour))
  await sendBatch(stage, { key, accountId: purse.accountId, at: later(last, 4 * hour) }, orders)
  const on = dayIn(homeZone, later(last, 4 * hour))
  const paid = orders.map((order) => movementOf(stage, order, on))
  await show(stage, purse, {
    key: `statement-${name}`,
    at: later(last, day),
    movements: [topUp(stage, purse, on), ...paid, fee(on)],
  })
}

/** Movements that a statement shows, and when somebody brings it in. */
export type Shown = {
  readonly key: string
  readonly at: Instant
  readonly movements: readonly PlanMovement[]
}

/** Brings in the statement of these movements, which begins where the last one ended. */
export async function show(stage: Stage, purse: Purse, { key, at, movements }: Shown): Promise<void> {
  const { text, closing } = statementTable(purse.number, purse.balance, movements)
  await bringStatement(stage, { key, entity: purse.entity, text, at })
  purse.balance = closing
}

/** What the company moves to the account for a run, so that it never runs dry. */
export function topUp({ plan }: Stage, { balance, entity }: Purse, on: LocalDate): PlanMovement {
  const minor = balance < openingMinor ? openingMinor : 5_000_000n
  const party = plan.entities.find(({ key }) => key === entity)?.name.zh ?? ''
  return { on, minor, party, account: '', remark: '权益专户拨款', number: '' }
}

/** What the bank takes for a batch. */
export function fee(on: LocalDate): PlanMovement {
  return { on, minor: -feeMinor, party: '', account: '', remark: '批量转账手续费', number: '' }
}

/** A payment as the bank's statement shows it. */
export function movementOf(
  stage: Stage,
  { course, number, minor }: SampleOrder,
  on: LocalDate,
): PlanMovement {
  const { party, account } = payeeOf(stage, course)
  return { on, minor: -minor, party, account, remark: course.benefit.title.zh, number }
}

/** Whom a benefit pays, and on which account. */
export function payeeOf(
  stage: Stage,
  { benefit }: Course,
): { readonly party: string; readonly account: string } {
  const { key, customer, requester } = benefit
  const way = wayOf(benefit)
  if (way === 'reimbursement') {
    const { holder: party, number: account } = staffAccount(stage, requester)
    return { party, account }
  }
  const payee =
    way === 'vendor'
      ? restaurantOf(stage.plan, benefit)
      : stage.plan.customers.find((one) => one.key === customer)
  if (!payee) throw new Error(`nobody is to be paid for ${key}`)
  const { accountName: party, account } = payee.bank
  return { party, account }
}
