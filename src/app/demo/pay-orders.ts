import { hash } from 'node:crypto'
import { payers } from '../../../demo/payments.ts'
import { dayIn, type Instant } from '../../kernel/time.ts'
import {
  bankNumber,
  checkOrder,
  findOrders,
  importResults,
  importStatement,
  makeBatch,
  prepareOrder,
  type BankDeps,
  type BankFileBody,
} from '../../modules/payments/index.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { homeZone } from '../world.ts'
import { later, type Course } from './course.ts'
import { actAll, idOf, loaderOf, staffActor, told, type Stage } from './stage.ts'
import type { Surprises } from './play.ts'

const minute = 60_000

/** An order of the sample: what it pays, and the number under which the bank knows it. */
export type SampleOrder = {
  readonly course: Course
  readonly orderId: string
  readonly number: string
  /** What leaves the house: of some, tax is withheld, and what was given abroad is paid in yuan. */
  readonly minor: bigint
}

/** What the commands on payments and bank files are made with. */
export function bankDepsOf({ world }: Pick<Stage, 'world'>): BankDeps {
  const { newId, requests, rounds, files } = world
  return { newId, requests, rounds, files, dayAt: (at) => dayIn(homeZone, at) }
}

/** Prepares an order for each benefit; what the product holds back is told among the surprises. */
export async function prepareAll(
  stage: Stage,
  courses: readonly Course[],
  at: Instant,
  surprises: Surprises,
): Promise<SampleOrder[]> {
  const outcomes = await act(
    stage.world.door,
    prepareOrder(bankDepsOf(stage)),
    courses.map((course, i) => ({
      key: `demo:${course.benefit.key}:pay`,
      actor: staffActor(stage, payers.maker),
      at: later(at, i * minute),
      body: {
        requestId: course.requestId ?? '',
        purpose: course.benefit.title.zh.slice(0, 140),
        ...(course.claimId === undefined ? {} : { claimId: course.claimId }),
        ...(course.exceptionId === undefined ? {} : { exceptionId: course.exceptionId }),
      },
    })),
  )
  const ids = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.answer.orderId] : []))
  const rows = await readOnly(stage.world.pool, [loaderOf(stage.founded)], (tx) => findOrders(tx, ids))
  const minors = new Map(rows.map(({ id, minor }) => [id, minor]))
  return outcomes.flatMap((outcome, i) => {
    const course = courses[i]
    if (!course) return []
    if (outcome.kind === 'done') {
      const { orderId } = outcome.answer
      return [{ course, orderId, number: bankNumber(orderId), minor: minors.get(orderId) ?? 0n }]
    }
    const what = told(outcome)
    surprises.set(what, [...(surprises.get(what) ?? []), `${course.benefit.key} pay`])
    return []
  })
}

/** Has each order checked by the second person of finance. */
export async function checkAll(stage: Stage, orders: readonly SampleOrder[], at: Instant): Promise<void> {
  await actAll(
    stage.world,
    checkOrder(bankDepsOf(stage)),
    orders.map(({ course, orderId }, i) => ({
      key: `demo:${course.benefit.key}:pay:check`,
      actor: staffActor(stage, payers.checker),
      at: later(at, i * minute),
      body: { orderId, version: 1 },
    })),
  )
}

/** A batch of the sample: its name in the keys, the account that pays, and when it leaves. */
export type SampleBatch = { readonly key: string; readonly accountId: string; readonly at: Instant }

/** Sends orders to the bank in one batch. */
export async function sendBatch(
  stage: Stage,
  { key, accountId, at }: SampleBatch,
  orders: readonly SampleOrder[],
): Promise<void> {
  const orderIds = orders.map(({ orderId }) => orderId)
  const body = { accountId, orderIds, executeOn: dayIn(homeZone, at) }
  const call = { key: `demo:${key}`, actor: staffActor(stage, payers.cashier), at, body }
  const [made] = await actAll(stage.world, makeBatch(bankDepsOf(stage)), [call])
  if (made?.leftOut.length !== 0) throw new Error(`the sample left payments out of ${key}`)
}

type BankFile = { readonly key: string; readonly entity: string; readonly text: string; readonly at: Instant }

/** Brings in what the bank answered to a batch. */
export async function bringResults(stage: Stage, file: BankFile): Promise<void> {
  const done = await bringIn(stage, file, (files) => importResults(bankDepsOf(stage), files))
  const [problem] = done?.refused ?? []
  if (problem) throw new Error(`the sample's result was refused: ${problem.code}`)
}

/** Brings in a statement of the bank. */
export async function bringStatement(stage: Stage, file: BankFile): Promise<void> {
  const done = await bringIn(stage, file, (files) => importStatement(bankDepsOf(stage), files))
  const held = done?.statements.find(({ refusal }) => refusal !== undefined)
  if (held) throw new Error(`the sample's statement is held: ${held.refusal?.code}`)
}

async function bringIn<State, Answer>(
  stage: Stage,
  { key, entity, text, at }: BankFile,
  command: (files: ReadonlyMap<string, Buffer>) => Command<BankFileBody, State, Answer>,
): Promise<Answer | undefined> {
  const bytes = Buffer.from(text, 'utf8')
  const digest = hash('sha256', bytes)
  const body = { entityId: idOf(stage.founded.entities, entity), digest, name: `${key}.csv` }
  const call = { key: `demo:${key}`, actor: staffActor(stage, payers.maker), at, body }
  const [answer] = await actAll(stage.world, command(new Map([[digest, bytes]])), [call])
  return answer
}
