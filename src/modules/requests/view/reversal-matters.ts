import { formatMoney } from '../../../kernel/format.ts'
import { actAlone, type Door } from '../../../platform/act/act.ts'
import { stillWaiting, type Matter, type MatterReader, type MattersPort } from '../../../platform/matters.ts'
import { answerable } from '../../access/index.ts'
import { answerObjection, answerReversalCommand, findReversals } from '../answer-reversal.ts'
import { requestRef, type OpenCase } from '../decide-again.ts'
import type { RequestDeps } from '../deps.ts'
import { loadReversals } from '../store-reversals.ts'
import { endedReversal, papersOf, reversalType } from '../reversal.ts'
import { wholeValueOf } from '../stored-proposal.ts'
import type { ReversalRow } from '../tables.ts'
import { readerOf } from '../queries.ts'
import { say, sayIfKnown, type Reader } from './reader.ts'
import { titleOf } from './case.ts'

/** Reversals of what was given, in the inbox of whoever confirms them. */
export function reversalMatters(deps: RequestDeps & { readonly door: Door }): MattersPort {
  return {
    type: reversalType,
    describe: async (tx, { actor, now }: MatterReader, ids) => {
      const reader = await readerOf(deps, tx, actor, now)
      const calls = ids.map((reversalId) => ({ key: '', actor, at: now, body: { reversalId } }))
      const { rows, cases } = await findReversals(deps, tx, calls)
      return new Map(
        [...rows].flatMap(([id, row]): [string, Matter][] => {
          const found = cases.get(row.request_id)
          return found ? [[id, matterOf(reader, row, found)]] : []
        }),
      )
    },
    answer: (call, reversalId, answer) =>
      actAlone(deps.door, answerReversalCommand(deps), { ...call, body: { reversalId, ...answer } }),
    // While it waits, the request that it is about goes nowhere, so that nothing can go from under it.
    waiting: async (tx, ids) => {
      const rows = await loadReversals(tx, ids)
      return stillWaiting(rows.values(), (row) => ({
        loggedUnder: { type: 'request', id: row.request_id },
        ended: (state, at) => endedReversal(row, state, at),
      }))
    },
  }
}

function matterOf(reader: Reader, row: ReversalRow, found: OpenCase): Matter {
  const { request, situation } = found
  const { actor } = reader
  const { customer, person } = situation.parties
  const whole = wholeValueOf(request)
  const paperIds = papersOf(row)
  const papers = found.evidence.filter((file) => paperIds.includes(file.id))
  const party = person ?? customer
  const state = (key: string) => sayIfKnown(reader, `state.${key}`) ?? key
  return {
    version: row.version,
    kind: say(reader, 'reversal.kind'),
    title: say(reader, row.verb === 'decline' ? 'reversal.title.decline' : 'reversal.title.reverse', {
      title: `${request.number ?? ''} ${titleOf(reader, found)}`.trim(),
    }),
    heading: party?.name ?? '',
    reason: row.reason,
    loggedUnder: requestRef(request),
    facts: [
      { name: say(reader, 'reversal.request'), text: request.number ?? '' },
      ...(party ? [{ name: say(reader, 'fact.recipient'), text: party.name, partyId: party.id }] : []),
      ...(whole ? [{ name: say(reader, 'reversal.amount'), text: formatMoney(whole) }] : []),
      ...(request.happened_on === null
        ? []
        : [{ name: say(reader, 'reversal.given_on'), text: request.happened_on }]),
      { name: say(reader, 'reversal.papers'), text: papers.map((file) => file.name).join(' · ') },
    ],
    changes: [
      {
        name: say(reader, 'reversal.state'),
        before: state(request.state),
        after: state(row.verb === 'decline' ? 'declined' : 'reversed'),
      },
    ],
    fileIds: paperIds,
    ...answerable(reader, 'requests.answer_reversal', () => answerObjection(found, row, actor)),
  }
}
