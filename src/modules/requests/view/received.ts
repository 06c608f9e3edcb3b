import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { preview } from '../../../contract/requests.ts'
import type { sumJson } from '../../../contract/screens.ts'
import { addDays } from '../../../kernel/time.ts'
import type { OpenCase } from '../decide-again.ts'
import type { Proposal } from '../proposal.ts'
import { disposalOf, isReceived, mayBeKept, standingOf, type Disposal } from '../received.ts'
import { settleObjection } from '../settle.ts'
import type { Situation } from '../situation.ts'
import type { Weighing } from '../weigh.ts'
import { denied } from './permissions.ts'
import { moneyOf, say, sayIfKnown, staffOf, type Reader } from './reader.ts'

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

/**
 * What this member of staff received within a year, before and with this one; in the currency of this one.
 */
export function receivedSums(
  reader: Reader,
  situation: Situation,
  weighing: Weighing | undefined,
  staffId: string,
): Sum[] {
  const value = situation.asked?.value
  if (!value || !weighing) return []
  const day = situation.asked?.happensOn ?? situation.today
  const lines = weighing.history.filter(
    (line) =>
      line.currency === value.currency && line.happenedOn > addDays(day, -365) && line.happenedOn <= day,
  )
  const before = lines.reduce((sum, line) => sum + line.minor, 0n)
  return [
    {
      subject: 'person',
      name: say(reader, 'sum.received', { name: staffOf(reader, staffId).name }),
      window: say(reader, 'sum.window'),
      before: moneyOf(value.currency, before),
      after: moneyOf(value.currency, before + BigInt(value.minor)),
      count: lines.length,
      lines: [],
    },
  ]
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
