import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { loadBooks } from '../completion.ts'
import type { OpenCase } from '../decide-again.ts'
import { papersObjection } from '../move.ts'
import { isReceived } from '../received.ts'
import { named } from './named.ts'
import { say, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>

/** What something given or paid still misses before it is completed: a line for each of the three. */
export async function completionOf(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<Pick<Case, 'completion'>> {
  const { request, situation } = found
  const isOpen = request.state === 'given' || request.state === 'paid'
  if (!isOpen || isReceived(situation.proposal)) return {}
  const standing = (await loadBooks(tx, [request])).get(request.benefit_id ?? '')
  const papers = papersObjection(found)
  const line = (what: 'paid' | 'voucher', isDone: boolean) => ({
    what,
    isDone,
    text: say(reader, `completion.${what}.${isDone ? 'done' : 'missing'}`),
  })
  return {
    completion: [
      // What has booked nothing needs neither a payment nor a number.
      ...(standing ? [line('paid', standing.isSettled)] : []),
      {
        what: 'evidence',
        isDone: papers === undefined,
        text: papers
          ? sayRefusal(named(reader, papers), reader.language).says
          : say(reader, 'completion.evidence.done'),
      },
      ...(standing ? [line('voucher', standing.isNumbered)] : []),
    ],
  }
}
