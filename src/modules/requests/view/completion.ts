import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { loadHeldOf } from '../../ledger/index.ts'
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
  const line = (what: 'paid' | 'voucher', isDone: boolean, text?: string) => ({
    what,
    isDone,
    text: text ?? say(reader, `completion.${what}.${isDone ? 'done' : 'missing'}`),
  })
  const owed = standing?.isSettled === false ? await owedWords(tx, reader, found) : undefined
  return {
    completion: [
      // What has booked nothing needs neither a payment nor a number.
      ...(standing ? [line('paid', standing.isSettled, owed)] : []),
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

/** How much is still owed, and what becomes of it by its way; undefined where the books owe nobody. */
async function owedWords(
  tx: Transaction,
  reader: Reader,
  { benefit }: OpenCase,
): Promise<string | undefined> {
  if (!benefit) return undefined
  const held = (await loadHeldOf(tx, [benefit.id])).get(benefit.id) ?? []
  const amounts = [...Map.groupBy(held, ({ currency }) => currency.trim())].flatMap(([currency, own]) => {
    const minor = own.reduce((sum, each) => (each.account === 'payable' ? sum - each.minor : sum), 0n)
    return minor > 0n ? [formatMoney({ currency, minor })] : []
  })
  if (amounts.length === 0) return undefined
  const how = benefit.way === 'company_account' ? 'transferred' : 'claimed'
  const separator = reader.language === 'en' ? ', ' : '、'
  return say(reader, `completion.paid.${how}`, { owed: amounts.join(separator) })
}
