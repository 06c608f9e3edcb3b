import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { preview } from '../../../contract/requests.ts'
import type { sumJson } from '../../../contract/screens.ts'
import type { OpenCase } from '../decide-again.ts'
import type { Proposal } from '../proposal.ts'
import { disposalOf, isReceived, mayBeKept, standingOf, type Disposal } from '../received.ts'
import { settleObjection } from '../settle.ts'
import type { Shared, Situation } from '../situation.ts'
import type { Weighing } from '../weigh.ts'
import { denied } from './permissions.ts'
import { say, sayIfKnown, staffOf, type Reader } from './reader.ts'
import { sumFor } from './sums.ts'

type Case = z.output<typeof caseJson>
type Sum = z.output<typeof sumJson>
type Submit = z.output<typeof preview.answer>['submit']

/**
 * The word for a state; what was received has words of its own, and a settled thing says what became of it.
 */
export function stateWord(
  reader: Pick<Reader, 'language'>,
  state: string,
  proposal: Proposal | undefined,
): string {
  const usual = sayIfKnown(reader, `state.${state}`) ?? state
  if (!proposal || !isReceived(proposal)) return usual
  const disposal = disposalOf(proposal)
  const own = sayIfKnown(reader, `state.received.${state}`) ?? usual
  return state === 'completed' && disposal ? `${own} · ${say(reader, `disposal.${disposal}`)}` : own
}

const disposals: readonly Disposal[] = ['returned', 'handed_in', 'kept', 'declined']

/** The ways to settle a thing that is open, each with its permission. */
export function settlingOf(reader: Reader, found: OpenCase): Pick<Case, 'settle'> {
  if (!isReceived(found.situation.proposal) || found.request.state !== 'given') return {}
  return {
    settle: disposals.map((disposal) => {
      const objection = settleObjection(found, reader.actor, disposal)
      return {
        disposal,
        word: say(reader, `disposal.${disposal}`),
        permission: objection
          ? denied(reader, objection)
          : { can: true as const, needsReason: false, needsFactor: false },
      }
    }),
  }
}

/** The lines of fact that are its own: who received it, from whom, and what became of it. */
export function receivedFactLines(reader: Reader, found: OpenCase): Case['facts'] {
  const { situation, request } = found
  const { customer } = situation.parties
  const disposal = disposalOf(situation.proposal)
  return [
    { name: say(reader, 'fact.receiver'), text: staffOf(reader, request.requester_id).name },
    ...(customer ? [{ name: say(reader, 'fact.giver'), text: customer.name, partyId: customer.id }] : []),
    ...(disposal === undefined
      ? []
      : [{ name: say(reader, 'fact.disposal'), text: say(reader, `disposal.${disposal}`) }]),
  ]
}

/** A received thing with whoever received it. */
export type Receipt = {
  readonly situation: Situation
  readonly weighing: Weighing | undefined
  readonly staffId: string
}

/** What this member of staff received within a year, before and with this one, as the rule sums it. */
export function receivedSums(reader: Reader, shared: Shared, receipt: Receipt): Sum[] {
  const { situation, weighing, staffId } = receipt
  const { asked, today } = situation
  if (!asked?.value || !weighing) return []
  const name = say(reader, 'sum.received', { name: staffOf(reader, staffId).name })
  const day = asked.happensOn ?? today
  return [sumFor(reader, shared, { subject: 'person', name }, { lines: weighing.history, asked, day })]
}

/** What declaring it leads to, and the words on the button. */
export function receivedSubmit(reader: Reader, proposal: Proposal, weighing: Weighing): Submit {
  const { outcome } = weighing.decision
  const disposal = disposalOf(proposal)
  const { waitingOn } = standingOf(disposal, outcome)
  const key = mayBeKept(outcome)
    ? 'panel.says.received.keep'
    : outcome === 'prohibit'
      ? 'panel.says.received.return'
      : 'panel.says.received.judge'
  const says = disposal !== undefined && waitingOn === null ? 'panel.says.received.settled' : key
  return { effect: 'register_only', button: say(reader, 'panel.button.declare'), says: say(reader, says) }
}
