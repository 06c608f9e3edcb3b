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
  type Giver,
  type LineRecipient,
} from '../../modules/benefits/index.ts'
import { act } from '../../platform/act/act.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import type { World } from '../world.ts'
import { mixer, type Variation } from './bulk-mix.ts'
import { idOf, loaderOf, told, type Stage } from './stage.ts'

/** One entry of the register as it ended. */
type BulkBody = {
  readonly direction: 'given' | 'received'
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
  readonly outcome: string
  readonly isLate: boolean
}

/** How many entries one transaction writes, and how many transactions run at once. */
const setSize = 1_000
const setsAtOnce = 3

/**
 * Fills the register with `count` benefits in their final state, for measuring: a real row, a real line
 * where it counts, and an entry of the log each; varied, so that every mark is in use. It takes no
 * decision, opens no request and files no paper, and leaves out what visitors of a fair got without a name.
 * Streamed: a million need no memory.
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
  const varied = mixer(stage.plan, String(count))
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
      body: bodyOf(stage, benefit, varied(benefit), households),
    })
    if (set.length < setSize) continue
    yield set
    set = []
  }
  if (set.length > 0) yield set
}

function bodyOf(
  stage: Stage,
  benefit: PlannedBenefit,
  varied: Variation,
  households: ReadonlyMap<string, string>,
): BulkBody {
  const key =
    varied.person?.key ?? (benefit.recipient.kind === 'person' ? benefit.recipient.person : undefined)
  const person =
    key === undefined
      ? {}
      : {
          personId: idOf(stage.people, key),
          householdId: idOf(stage.households, households.get(key) ?? ''),
        }
  const minor = varied.minor ?? benefit.value.minor
  return {
    direction: varied.direction ?? 'given',
    entityId: idOf(stage.founded.entities, benefit.entity),
    requesterId: idOf(stage.founded.people, benefit.requester),
    customerId: idOf(stage.customers, benefit.customer ?? ''),
    form: varied.form ?? benefit.form,
    title: varied.title ?? benefit.title.zh,
    reason: benefit.reason.zh,
    state: varied.state ?? (benefit.state === 'refused_attempt' ? 'rejected' : benefit.state),
    minor: minor.toString(),
    currency: varied.minor === undefined ? benefit.value.currency : 'CNY',
    recipientCount: varied.minor === undefined ? benefit.recipientCount : 1,
    happenedOn: benefit.date,
    outcome: varied.outcome ?? 'allow',
    isLate: varied.isLate ?? false,
    ...(varied.direction === 'received' ? {} : person),
  }
}

function bulkCommand(world: World): Command<BulkBody, bigint[], { readonly benefitId: string }> {
  return {
    operation: 'demo.fill_register',
    load: (tx, calls) => nextNumbers(tx, calls.length),
    decide: (numbers, call) => {
      const { body } = call
      const id = world.newId('benefit')
      const line = counts(body.state) ? [world.newId('line')] : []
      const row = rowOf(id, numberOf(numbers.shift() ?? 0n, body.happenedOn), call)
      const changes = registerBenefit(row, [recipientOf(body)], giverOf(body), line)
      return {
        answer: { benefitId: id },
        object: { type: 'benefit', id },
        reason: body.reason,
        changes,
        entityId: body.entityId,
      }
    },
  }
}

/** Who has it: of a received thing our own member of staff, as a declaration of it says. */
function recipientOf(body: BulkBody): LineRecipient {
  if (body.direction === 'received') return { recipientId: body.requesterId }
  const household = body.householdId === undefined ? {} : { householdId: body.householdId }
  return { recipientId: body.personId ?? body.customerId, orgId: body.customerId, ...household }
}

function giverOf({ direction, requesterId, customerId }: BulkBody): Giver {
  return direction === 'received' ? { group: customerId } : { personId: requesterId, group: 'group' }
}

function rowOf(
  id: string,
  number: string,
  { body, at, actor }: Call<BulkBody>,
): Parameters<typeof registerBenefit>[0] {
  return {
    id,
    number,
    book: ownBook,
    direction: body.direction,
    state: body.state,
    entity_id: body.entityId,
    form: body.form,
    title: body.title,
    reason: body.reason,
    requester_id: body.requesterId,
    customer_id: body.customerId,
    recipient_kind: body.personId === undefined && body.direction === 'given' ? 'entity' : 'person',
    recipient_id: recipientOf(body).recipientId,
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
    is_late: body.isLate,
    outcome: body.outcome,
    decision_id: null,
    source: actor.via,
    way: null,
  }
}
