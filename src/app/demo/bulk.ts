import { sampleBenefits } from '../../../demo/ordinary.ts'
import { submittedAt } from '../../../demo/plan.ts'
import type { PlannedBenefit } from '../../../demo/types.ts'
import {
  counts,
  nextNumbers,
  numberOf,
  ownBook,
  registerBenefit,
  type BenefitState,
} from '../../modules/benefits/index.ts'
import { act } from '../../platform/act/act.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import type { World } from '../world.ts'
import { idOf, loaderOf, told, type Stage } from './stage.ts'

/** One entry of the register as it ended. */
type BulkBody = {
  readonly entityId: string
  readonly requesterId: string
  readonly customerId: string
  readonly personId?: string
  readonly householdId?: string
  readonly form: string
  readonly title: string
  readonly reason: string
  readonly state: BenefitState
  readonly minor: string
  readonly currency: string
  readonly recipientCount: number
  readonly happenedOn: string
}

/** How many entries one transaction writes, and how many transactions run at once. */
const setSize = 1_000
const setsAtOnce = 3

/**
 * Fills the register with `count` ordinary benefits in their final state, for measuring: a real row, a real
 * line where it counts, and an entry of the log each. It takes no decision, opens no request and files no
 * paper, and leaves out what visitors of a fair got without a name. Streamed: a million need no memory.
 */
export async function fillRegister(
  stage: Stage,
  count: number,
  progress: (written: number) => void,
): Promise<void> {
  const command = bulkCommand(stage.world)
  const source = setsOf(stage, count)
  let written = 0
  progress(written)
  const lane = async (): Promise<void> => {
    for (const set of source) {
      const outcomes = await act(stage.world.door, command, set)
      const bad = outcomes.find((outcome) => outcome.kind !== 'done')
      if (bad) throw new Error(`the register was not filled: ${told(bad)}`)
      written += set.length
      progress(written)
    }
  }
  await Promise.all(Array.from({ length: setsAtOnce }, lane))
}

function* setsOf(stage: Stage, count: number): Generator<Call<BulkBody>[]> {
  const actor = loaderOf(stage.founded)
  const households = new Map(stage.plan.people.map((person) => [person.key, person.household]))
  // Some of what is planned goes to people without a name and is left out.
  const planned = sampleBenefits(stage.plan, count + Math.ceil(count / 50) + 100)
  let made = 0
  let set: Call<BulkBody>[] = []
  for (const benefit of planned) {
    if (made === count) break
    if (benefit.customer === undefined) continue
    made += 1
    set.push({
      key: `demo:bulk:${count}:${benefit.key}`,
      actor,
      at: submittedAt(benefit),
      body: bodyOf(stage, benefit, households),
    })
    if (set.length < setSize) continue
    yield set
    set = []
  }
  if (set.length > 0) yield set
}

function bodyOf(stage: Stage, benefit: PlannedBenefit, households: ReadonlyMap<string, string>): BulkBody {
  const { recipient } = benefit
  const person =
    recipient.kind === 'person'
      ? {
          personId: idOf(stage.people, recipient.person),
          householdId: idOf(stage.households, households.get(recipient.person) ?? ''),
        }
      : {}
  return {
    entityId: idOf(stage.founded.entities, benefit.entity),
    requesterId: idOf(stage.founded.people, benefit.requester),
    customerId: idOf(stage.customers, benefit.customer ?? ''),
    form: benefit.form,
    title: benefit.title.zh,
    reason: benefit.reason.zh,
    state: benefit.state === 'refused_attempt' ? 'rejected' : benefit.state,
    minor: benefit.value.minor.toString(),
    currency: benefit.value.currency,
    recipientCount: benefit.recipientCount,
    happenedOn: benefit.date,
    ...person,
  }
}

function bulkCommand(world: World): Command<BulkBody, bigint[], { readonly benefitId: string }> {
  return {
    operation: 'demo.fill_register',
    load: (tx, calls) => nextNumbers(tx, calls.length),
    decide: (numbers, call) => {
      const { body } = call
      const id = world.newId('benefit')
      const recipientId = body.personId ?? body.customerId
      const line = counts(body.state) ? [world.newId('line')] : []
      const changes = registerBenefit(
        rowOf(id, numberOf(numbers.shift() ?? 0n, body.happenedOn), recipientId, call),
        [{ recipientId, orgId: body.customerId, ...householdOf(body) }],
        { personId: body.requesterId, group: 'group' },
        line,
      )
      return { answer: { benefitId: id }, object: { type: 'benefit', id }, changes, entityId: body.entityId }
    },
  }
}

function householdOf({ householdId }: BulkBody): { householdId?: string } {
  return householdId === undefined ? {} : { householdId }
}

function rowOf(
  id: string,
  number: string,
  recipientId: string,
  { body, at, actor }: Call<BulkBody>,
): Parameters<typeof registerBenefit>[0] {
  return {
    id,
    number,
    book: ownBook,
    direction: 'given',
    state: body.state,
    entity_id: body.entityId,
    form: body.form,
    title: body.title,
    reason: body.reason,
    requester_id: body.requesterId,
    customer_id: body.customerId,
    recipient_kind: body.personId === undefined ? 'entity' : 'person',
    recipient_id: recipientId,
    recipient_count: body.recipientCount,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: BigInt(body.minor) * BigInt(body.recipientCount),
    value_currency: body.currency,
    value_is_at_least: false,
    happened_on: body.happenedOn,
    recorded_at: at,
    is_late: false,
    outcome: 'allow',
    decision_id: null,
    source: actor.via,
  }
}
