import { payers } from '../../../demo/payments.ts'
import { dayIn } from '../../kernel/time.ts'
import { checkClaim, fileClaim } from '../../modules/payments/index.ts'
import { uploadCommand } from '../../modules/requests/index.ts'
import { act } from '../../platform/act/act.ts'
import { homeZone } from '../world.ts'
import { amountOf } from './claims.ts'
import { later, type Course } from './course.ts'
import { paperOf } from './papers.ts'
import { fee, movementOf, show, topUp, type Purse } from './pay.ts'
import { bankDepsOf, checkAll, prepareAll, sendBatch } from './pay-orders.ts'
import type { Surprises } from './play.ts'
import { actAll, staffActor, told, type Stage } from './stage.ts'

const hour = 3_600_000
const day = 24 * hour

/** Abroad nobody issues an e-invoice, and the rates are those that the product came with. */
const accepted = '境外餐厅只出小票，金额、日期与用餐相符；公司尚未维护自有汇率，按随附样例汇率折算人民币。'

/** How many days before the sample was begun it was paid. */
const paidDaysBefore = 8

/** A dinner abroad, given in dollars and claimed in yuan at the rate of its day, accepted and paid. */
export async function payAbroad(
  stage: Stage,
  purse: Purse,
  { dinners, surprises }: { readonly dinners: readonly Course[]; readonly surprises: Surprises },
): Promise<void> {
  const [dinner] = dinners.filter(
    ({ benefit, requestId }) => benefit.claim?.end === 'abroad' && requestId !== undefined,
  )
  if (!dinner) return
  const claimId = await claimed(stage, dinner)
  if (claimId.refused !== undefined) {
    surprises.set(claimId.refused, [`${dinner.benefit.key} claim`])
    return
  }
  dinner.claimId = claimId.filed
  const at = later(stage.begunAt, -paidDaysBefore * day)
  const orders = await prepareAll(stage, [dinner], at, surprises)
  if (orders.length === 0) return
  await checkAll(stage, orders, later(at, 2 * hour))
  const leftAt = later(at, 4 * hour)
  await sendBatch(stage, { key: 'batch-abroad', accountId: purse.accountId, at: leftAt }, orders)
  const on = dayIn(homeZone, leftAt)
  const paid = orders.map((order) => movementOf(stage, order, on))
  const movements = [topUp(stage, purse, on), ...paid, fee(on)]
  await show(stage, purse, { key: 'statement-abroad', at: later(at, day), movements })
}

type Claimed = { readonly filed: string; readonly refused?: undefined } | { readonly refused: string }

async function claimed(stage: Stage, dinner: Course): Promise<Claimed> {
  const { world, begunAt } = stage
  const { key, requester, claim, value } = dinner.benefit
  const at = later(begunAt, -(claim?.daysBefore ?? 0) * day)
  const actor = staffActor(stage, requester)
  const { bytes, ...file } = paperOf('vendorInvoices', key)
  const uploads = uploadCommand(world.requests, world.files, new Map([[file.digest, bytes]]))
  const body = { purpose: 'vendorInvoices', files: [file] }
  const [uploaded] = await actAll(world, uploads, [{ key: `demo:${key}:receipt`, actor, at, body }])
  const [outcome] = await act(world.door, fileClaim(bankDepsOf(stage)), [
    {
      key: `demo:${key}:claim`,
      actor,
      at: later(at, hour / 12),
      body: {
        lines: [{ requestId: dinner.requestId ?? '', minor: amountOf(dinner).toString() }],
        fileIds: [uploaded?.files[0]?.id ?? ''],
        // What is given in yuan is paid in yuan: the currency is named where it is another.
        ...(value.currency === 'CNY' ? {} : { currency: 'CNY' }),
      },
    },
  ])
  if (outcome?.kind !== 'done') return { refused: outcome ? told(outcome) : 'nothing' }
  const { claimId } = outcome.answer
  await actAll(world, checkClaim(bankDepsOf(stage)), [
    {
      key: `demo:${key}:claim:accept`,
      actor: staffActor(stage, payers.maker),
      at: later(at, 26 * hour),
      body: { claimId, version: 1, verdict: 'accept' as const, reason: accepted },
    },
  ])
  return { filed: claimId }
}
