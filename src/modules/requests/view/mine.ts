import type { z } from 'zod'
import { proposalJson } from '../../../contract/proposal.ts'
import { mineCursors, type myRequests } from '../../../contract/requests.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { fill } from '../../../texts/text.ts'
import { loadOpenFlows } from '../../approvals/index.ts'
import type { RequestDeps } from '../deps.ts'
import { isOutcome, type RequestState } from '../domain.ts'
import { kindOfForm } from '../kinds.ts'
import { countMine, loadMine } from '../store.ts'
import type { RequestRow } from '../tables.ts'
import { dueOf } from './case.ts'
import { namesOf, type Names } from './names.ts'
import { deadlineOf, say, whenOf, type Reader } from './reader.ts'
import { stateWord } from './received.ts'
import { standingMarks } from './reversal-lines.ts'
import { waitingFor } from './route.ts'
import { stillHeldAmong } from './still-held.ts'
import { badgeOf } from './verdict.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { wholeValueOf } from '../stored-proposal.ts'

type Mine = z.output<typeof myRequests.answer>
type Chip = Mine['chips'][number]['key']

const statesOf: Readonly<Record<Chip, readonly RequestState[]>> = {
  all: [
    'draft',
    'submitted',
    'more_information',
    'approved',
    'given',
    'paid',
    'completed',
    'rejected',
    'withdrawn',
    'cancelled',
    'declined',
    'expired',
    'reversed',
  ],
  draft: ['draft'],
  waiting: ['submitted'],
  question: ['more_information'],
  to_give: ['approved'],
  done: ['given', 'paid', 'completed'],
  closed: ['rejected', 'withdrawn', 'cancelled', 'declined', 'expired', 'reversed'],
}

const pageSize = 50

/** What the reader filed, most recently changed first. */
export async function mineOf(
  deps: RequestDeps,
  tx: Transaction,
  reader: Reader,
  asked: z.output<typeof myRequests.query>,
): Promise<Mine> {
  const personId = reader.actor.personId
  const counts = await countMine(tx, personId)
  const page = { personId, states: statesOf[asked.chip], limit: pageSize + 1 }
  const rows = await loadMine(tx, asked.cursor ? { ...page, before: asked.cursor } : page)
  const shown = rows.slice(0, pageSize)
  const names = await namesOf(tx, shown)
  const flows = await loadOpenFlows(
    tx,
    'request',
    shown.map((row) => row.id),
  )
  const still = await stillHeldAmong(deps, tx, reader, shown)
  const last = shown.at(-1)
  return {
    chips: (Object.keys(statesOf) as Chip[]).map((key) => ({
      key,
      count: statesOf[key].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
    })),
    rows: shown.map((row) => {
      const holder = still.get(row.id)?.says ?? waitingFor(reader, flows.get(row.id), row)
      return { ...rowOf(reader, row, names, flows.get(row.id)), holder }
    }),
    ...(rows.length > pageSize && last
      ? { next: mineCursors.write({ at: last.changed_at, id: last.id }) }
      : {}),
  }
}

function rowOf(
  reader: Reader,
  request: RequestRow,
  names: Names,
  flow: Parameters<typeof waitingFor>[1],
): Omit<Mine['rows'][number], 'holder'> {
  const kind = kindOfForm(request.form ?? '')
  const word = kind ? fill(kind.word, reader.language) : ''
  const due = flow && dueOf(flow)
  const state = request.state as RequestState
  const whole = wholeValueOf(request)
  return {
    requestId: request.id,
    number: request.number ?? '',
    kind: word,
    title: reader.language === 'en' ? word : request.title,
    ...(request.customer_id === null
      ? {}
      : {
          customer: {
            id: request.customer_id,
            kind: 'organisation',
            name: names.customer(request.customer_id),
          },
        }),
    ...(whole ? { amount: toMoneyJson(whole) } : {}),
    state: {
      state,
      word: stateWord(reader, state, proposalJson.parse(JSON.parse(request.application))),
      marks: [
        ...(request.is_late ? [{ key: 'late', word: say(reader, 'mark.late') }] : []),
        ...standingMarks(reader, request),
      ],
    },
    ...(request.outcome !== null && isOutcome(request.outcome)
      ? { badge: badgeOf(reader, request.outcome) }
      : {}),
    when: whenOf(reader, request.changed_at),
    ...(due ? { deadline: deadlineOf(reader, due) } : {}),
  }
}
