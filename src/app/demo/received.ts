import type { PlannedBenefit } from '../../../demo/types.ts'
import { toMoneyJson } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'
import {
  declareCommand,
  kindOfForm,
  settleCommand,
  type SettleBody,
  type SubmitBody,
} from '../../modules/requests/index.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

/**
 * Declares what others gave or offered to our own staff and was dealt with by `until`, through the same
 * command as everybody's: by whoever received it, on the day of the plan, and then settled by them or by
 * compliance.
 */
export async function declareReceived(
  stage: Stage,
  benefits: readonly PlannedBenefit[],
  until: Instant,
): Promise<void> {
  const due = benefits.filter((benefit) => endOf(benefit) < until)
  const answers = await actAll(
    stage.world,
    declareCommand(stage.world.requests),
    due.map((benefit) => ({
      key: `demo:${benefit.key}:submit`,
      actor: staffActor(stage, benefit.requester),
      at: benefit.steps[0]?.at ?? '',
      body: { proposal: proposalFor(stage, benefit) },
    })),
  )
  const open = due.flatMap((benefit, i) => {
    const answer = answers[i]
    return answer?.state === 'given' ? [{ benefit, requestId: answer.requestId }] : []
  })
  await actAll(
    stage.world,
    settleCommand(stage.world.requests),
    open.map(({ benefit, requestId }) => ({
      key: `demo:${benefit.key}:settle`,
      actor: staffActor(stage, benefit.steps.at(-1)?.by ?? benefit.requester),
      at: endOf(benefit),
      body: { requestId, version: 1, disposal: endedAs(benefit) },
    })),
  )
}

/** When it was settled what became of the thing. */
export function endOf(benefit: PlannedBenefit): Instant {
  return benefit.steps.at(-1)?.at ?? ''
}

function endedAs({ received }: PlannedBenefit): SettleBody['disposal'] {
  if (received === undefined) throw new Error('what was received has its end in the plan')
  return received
}

function proposalFor(stage: Stage, benefit: PlannedBenefit): SubmitBody['proposal'] {
  const kind = kindOfForm(benefit.form)
  if (!kind) throw new Error(`no kind of benefit has the form ${benefit.form}`)
  const disposal = endedAs(benefit)
  return {
    entityId: idOf(stage.founded.entities, benefit.entity),
    direction: 'received',
    customer: { partyId: idOf(stage.customers, benefit.customer ?? '') },
    kindId: kind.id,
    amount: toMoneyJson(benefit.value),
    happensOn: benefit.date,
    reason: benefit.reason.zh,
    // A festival is told by the reason; what was sent back went back after it was declared.
    ...(benefit.flags.holidayLinked === true ? { facts: { 'benefit.flags.holidayLinked': true } } : {}),
    ...(disposal === 'returned' ? {} : { disposal }),
  }
}
