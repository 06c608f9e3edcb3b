import type { PlannedBenefit } from '../../../demo/types.ts'
import type { Instant } from '../../kernel/time.ts'
import { nextNumbers, numberOf, ownBook, registerBenefit } from '../../modules/benefits/index.ts'
import type { Command } from '../../platform/act/command.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'
import type { World } from '../world.ts'

/** A thing that somebody offered to our own staff, and what became of it. */
type ReceivedBody = {
  readonly entityId: string
  readonly staffId: string
  readonly giverId: string
  readonly form: string
  readonly title: string
  readonly reason: string
  readonly minor: string
  readonly currency: string
  readonly happenedOn: string
  readonly isDeclined: boolean
  readonly isKept: boolean
}

/** Enters the declarations of received things that were dealt with by `until`, each with its end. */
export async function declareReceived(
  stage: Stage,
  benefits: readonly PlannedBenefit[],
  until: Instant,
): Promise<void> {
  await actAll(
    stage.world,
    declareCommand(stage.world),
    benefits
      .filter((benefit) => endOf(benefit) < until)
      .map((benefit) => ({
        key: `demo:${benefit.key}`,
        actor: { ...staffActor(stage, benefit.requester), roles: ['system'] },
        at: endOf(benefit),
        body: bodyOf(stage, benefit),
      })),
  )
}

/** When it was settled what became of the thing. */
export function endOf(benefit: PlannedBenefit): Instant {
  return benefit.steps.at(-1)?.at ?? ''
}

function bodyOf(stage: Stage, benefit: PlannedBenefit): ReceivedBody {
  return {
    entityId: idOf(stage.founded.entities, benefit.entity),
    staffId: idOf(stage.founded.people, benefit.requester),
    giverId: idOf(stage.customers, benefit.customer ?? ''),
    form: benefit.form,
    title: benefit.title.zh,
    reason: benefit.reason.zh,
    minor: benefit.value.minor.toString(),
    currency: benefit.value.currency,
    happenedOn: benefit.date,
    isDeclined: benefit.state === 'declined',
    isKept: benefit.received === 'kept',
  }
}

/**
 * A received thing stands in the register without a decision of the policy, whose rules are about giving: the
 * verdict says whether the house rule let it be kept.
 */
function declareCommand(world: World): Command<ReceivedBody, bigint[], { readonly benefitId: string }> {
  return {
    operation: 'demo.declare_received',
    load: (tx, calls) => nextNumbers(tx, calls.length),
    decide: (numbers, { body, at, actor }) => {
      const id = world.newId('benefit')
      const row = {
        id,
        number: numberOf(numbers.shift() ?? 0n, body.happenedOn),
        book: ownBook,
        direction: 'received',
        state: body.isDeclined ? 'declined' : 'completed',
        entity_id: body.entityId,
        form: body.form,
        title: body.title,
        reason: body.reason,
        requester_id: body.staffId,
        customer_id: body.giverId,
        recipient_kind: 'person',
        recipient_id: body.staffId,
        recipient_count: 1,
        deal_id: null,
        event_id: null,
        programme_id: null,
        place: null,
        value_minor: BigInt(body.minor),
        value_currency: body.currency,
        value_is_at_least: false,
        happened_on: body.happenedOn,
        recorded_at: at,
        is_late: false,
        outcome: body.isKept ? 'allow' : 'prohibit',
        decision_id: null,
        source: actor.via,
      }
      // The giver is outside, so the thing counts for the member of staff and for whoever gave it.
      const giver = { group: body.giverId }
      const recipient = { recipientId: body.staffId }
      const changes = registerBenefit(row, [recipient], giver, [world.newId('line')])
      return { answer: { benefitId: id }, object: { type: 'benefit', id }, changes, entityId: body.entityId }
    },
  }
}
