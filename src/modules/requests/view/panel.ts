import type { z } from 'zod'
import type { preview } from '../../../contract/requests.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { usualHours } from '../../approvals/index.ts'
import { withPartyNames } from '../../parties/index.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { budgetObjection } from '../budget.ts'
import { looseningObjection } from '../loosening.ts'
import { impossibleEntry, missingEntries } from '../proposal.ts'
import { isReceived } from '../received.ts'
import type { Shared, Situation } from '../situation.ts'
import { waitsOn } from '../domain.ts'
import { routePeople, type Weighing } from '../weigh.ts'
import { budgetLines } from './budget-lines.ts'
import type { ViewDeps } from './deps.ts'
import { say, sayIfKnown, staffOf, type Reader } from './reader.ts'
import { matchesOf } from './matches.ts'
import { receivedSubmit, receivedSums } from './received.ts'
import { plannedRoute } from './route.ts'
import { sumsOf } from './sums.ts'
import { verdictOf } from './verdict.ts'

type Panel = z.output<typeof preview.answer>

/** Everything that the live panel is made of. */
export type PanelParts = {
  readonly shared: Shared
  readonly situation: Situation
  readonly weighing: Weighing | undefined
  /** The filed request that these entries would change: it is left out of the sums before. */
  readonly replaced?: { readonly requesterId: string; readonly benefitId: string | undefined }
}

/** The entries without which the policy would only answer that everything is unknown. */
const neededToDecide = ['customer', 'kindId', 'amount']

/** The live panel: the real decision on what was typed so far, in the reader's language. */
export async function panelOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  { shared, situation, weighing, replaced }: PanelParts,
): Promise<Panel> {
  const { proposal } = situation
  const objection = situation.objection ?? impossibleEntry(proposal)
  const missing = missingEntries(proposal)
  const isDecidable = weighing && !missing.some((entry) => neededToDecide.includes(entry)) && !objection
  const isReceipt = isReceived(proposal)
  const matches = await matchesOf(tx, reader, situation)
  const needs = missing.map((entry) => sayIfKnown(reader, `entry.${entry}`) ?? entry)
  if (!isDecidable) {
    return {
      needs,
      sums: [],
      route: [],
      budgets: [],
      matches,
      submit: incomplete(reader, objection && (await withPartyNames(tx, [objection]))[0]),
      notices: [],
      isRecorded: false,
    }
  }
  const hours = await usualHours(tx, proposal.kindId ?? '', reader.now)
  const usually =
    hours === undefined ? undefined : say(reader, 'panel.usually', { time: duration(reader, hours) })
  return {
    verdict: verdictOf(deps, reader, { shared, weighing, decider: 'others' }),
    needs,
    sums: isReceipt
      ? receivedSums(reader, shared, {
          situation,
          weighing,
          staffId: replaced?.requesterId ?? reader.actor.personId,
        })
      : await sumsOf(tx, reader, { shared, situation }, replaced?.benefitId),
    route: plannedRoute(reader, routePeople(weighing)),
    ...(usually === undefined ? {} : { usually }),
    matches,
    submit:
      missing.length > 0
        ? incomplete(reader, undefined)
        : isReceipt
          ? receivedSubmit(reader, proposal, weighing)
          : submitOf(reader, situation, weighing),
    budgets: budgetLines(reader, weighing),
    notices: noticesOf(reader, weighing),
    // What was received, or given already, has happened: telling of it is no attempt.
    isRecorded: weighing.effect === 'attempt',
  }
}

/**
 * What is said openly: previews are counted, forbidden ones and searches for a limit recorded, and who sees
 * it.
 */
function noticesOf(reader: Reader, weighing: Weighing): string[] {
  const probing = weighing.near()?.probing
  const counted = say(reader, 'panel.notice.counted')
  if (!probing) return [counted]
  const { minutes, tries } = probing
  return [counted, say(reader, 'panel.notice.near_limits', { minutes, tries })]
}

function incomplete(reader: Reader, refusal: Refusal | undefined): Panel['submit'] {
  const says = refusal ? sayRefusal(refusal, reader.language).says : say(reader, 'panel.says.incomplete')
  return { effect: 'incomplete', button: say(reader, 'panel.button.incomplete'), says }
}

function submitOf(reader: Reader, situation: Situation, weighing: Weighing): Panel['submit'] {
  if (weighing.effect === 'attempt') {
    return {
      effect: 'attempt',
      button: say(reader, 'panel.button.attempt'),
      says: say(reader, 'panel.says.attempt'),
    }
  }
  const loosened = looseningObjection(situation.loosenings, weighing)
  if (loosened) return incomplete(reader, loosened)
  const over = budgetObjection(weighing)
  if (over) return incomplete(reader, over)
  if (weighing.effect === 'record') {
    return {
      effect: 'register_only',
      button: say(reader, 'panel.button.register_only'),
      says: say(reader, 'panel.says.record'),
    }
  }
  if (weighing.effect === 'register') {
    const button = say(reader, 'panel.button.register_only')
    return { effect: 'register_only', button, says: say(reader, 'panel.says.register_only') }
  }
  if (weighing.effect === 'hold') {
    const who = say(reader, `panel.who.${waitsOn(weighing.decision.missing)}`)
    return {
      effect: 'hold',
      button: say(reader, 'panel.button.hold'),
      says: say(reader, 'panel.says.hold', { who }),
    }
  }
  if (isRefusal(weighing.route)) return incomplete(reader, weighing.route)
  return {
    effect: 'submit',
    button: say(reader, 'panel.button.submit'),
    says: say(reader, 'panel.says.submit', { people: routeNames(reader, weighing) }),
  }
}

/** The people of a route as one phrase: 陈静 → 林晓. */
function routeNames(reader: Reader, weighing: Weighing): string {
  const separator = reader.language === 'en' ? ' / ' : '、'
  return routePeople(weighing)
    .map((step) => step.personIds.map((id) => staffOf(reader, id).name).join(separator))
    .join(' → ')
}

function duration(reader: Reader, hours: number): string {
  return hours < 20
    ? say(reader, 'time.hours', { count: Math.max(1, Math.round(hours)) })
    : say(reader, 'time.days', { count: Math.max(1, Math.round(hours / 24)) })
}
