import { leaver, staff } from '../../../demo/company.ts'
import { dayIn } from '../../kernel/time.ts'
import { endEmployment } from '../../modules/access/index.ts'
import { stateLeaverAccount } from '../../modules/payments/index.ts'
import { homeZone } from '../world.ts'
import { fileClaims, ofRestaurants, staffAccount } from './claims.ts'
import { later, type Course } from './course.ts'
import { bankDepsOf } from './pay-orders.ts'
import type { Surprises } from './play.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000
const day = 24 * hour

/** Whoever of finance states the account and files the claim; somebody else verifies and checks. */
const filer = 'gao-yun'

const handedOver = '离职交接单第 3 项，工资卡复印件'

/**
 * Somebody leaves before they claimed their last dinner: finance states their account from a paper and files
 * the claim for them. Both wait for another person.
 */
export async function leave(stage: Stage, dinners: readonly Course[], surprises: Surprises): Promise<void> {
  const { world, founded, begunAt } = stage
  const { newId, rounds, organisations: organisation } = world
  const personId = idOf(founded.people, leaver)
  const leftAt = later(begunAt, -5 * day)
  const leaves = { personId, leftOn: dayIn(homeZone, leftAt), reason: '个人原因离职，已办理工作交接' }
  await actAll(world, endEmployment({ newId, rounds, organisation }), [
    { key: `demo:${leaver}:leaves`, actor: staffActor(stage, 'fan-cheng'), at: leftAt, body: leaves },
  ])
  const account = {
    ...staffAccount(stage, leaver),
    personId,
    bank: '示例银行苏州分行',
    reference: handedOver,
  }
  const states = { key: `demo:${leaver}:account`, actor: staffActor(stage, filer), body: account }
  await actAll(world, stateLeaverAccount(bankDepsOf(stage)), [{ ...states, at: later(begunAt, -3 * day) }])
  await claimFor(stage, dinners, surprises)
}

async function claimFor(stage: Stage, dinners: readonly Course[], surprises: Surprises): Promise<void> {
  const [first] = dinners.filter(
    ({ benefit, requestId }) => benefit.claim?.end === 'for_leaver' && requestId !== undefined,
  )
  if (!first) return
  const why = `${staff.find(({ key }) => key === leaver)?.name.zh ?? ''}已离职，餐厅发票由交接人转来，由财务代为核销。`
  const at = later(stage.begunAt, -day)
  const claim = { key: first.benefit.key, courses: [first], at, item: ofRestaurants } as const
  const { refused } = await fileClaims(stage, [{ ...claim, filer: { by: filer, why } }])
  for (const what of refused.values()) surprises.set(what, [`${claim.key} claim`])
}
