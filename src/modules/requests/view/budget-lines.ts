import { formatMoney } from '../../../kernel/format.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { budgetTexts } from '../../../texts/budgets.ts'
import { fill, type TextValue } from '../../../texts/text.ts'
import type { Line } from '../../budgets/index.ts'
import { budgetWordOf, withRooms } from '../budget.ts'
import type { OpenCase } from '../decide-again.ts'
import { isReceived } from '../received.ts'
import type { Weighing } from '../weigh.ts'
import type { Reader } from './reader.ts'

/** What one budget says, by its name. */
type BudgetLine = { readonly name: string; readonly says: string; readonly fits: boolean }

/**
 * What the budgets say of a benefit, each with its name and what it has left, those that it exceeds first.
 * Without any budget there is no limit, and nothing is said unless the company demands one.
 */
export function budgetLines(
  reader: Pick<Reader, 'language'>,
  { budget, isLate }: Pick<Weighing, 'budget' | 'isLate'>,
): BudgetLine[] {
  if (!budget) return []
  const { lines, isUncovered, answer } = budget
  if (isUncovered && answer !== 'free') {
    const name = say(reader, 'budget.panel.title')
    return [{ name, says: say(reader, `budget.panel.uncovered.${answer}`), fits: false }]
  }
  const exceededFirst = lines.toSorted(
    (a, b) => Number(a.fits) - Number(b.fits) || (a.name < b.name ? -1 : 1),
  )
  return exceededFirst.map((line) => lineOf(reader, line, isLate))
}

function lineOf(reader: Pick<Reader, 'language'>, line: Line, isLate: boolean): BudgetLine {
  const { name, currency, left, takes, fits } = line
  if (takes === undefined) {
    return { name, fits, says: say(reader, 'budget.panel.no_rate', { budget: name, currency }) }
  }
  const money = (minor: bigint) => formatMoney({ currency: currency.trim(), minor })
  const over = money(takes > left ? takes - left : 0n)
  // What was given already is not refused any more: one more person decides.
  const answer = line.answer === 'refuse' && isLate ? 'step' : line.answer
  const key = answer === 'free' ? 'fits' : answer
  const params = { budget: name, left: money(left), amount: money(takes), over }
  return { name, fits, says: say(reader, `budget.panel.${key}`, params) }
}

/** The same for the approver of a request, without what the request itself holds. */
export async function budgetFacts(
  tx: Transaction,
  reader: Reader,
  { shared, situation, request, benefit, weighing }: OpenCase,
): Promise<{ readonly name: string; readonly text: string }[]> {
  const isOpen = request.state === 'submitted' || request.state === 'more_information'
  if (!isOpen || !weighing || !benefit || isReceived(situation.proposal)) return []
  const requesterId = request.requester_id
  const filed = {
    call: { key: '', actor: reader.actor, at: reader.now, body: undefined },
    proposal: { ...situation.proposal, entityId: request.entity_id },
    evidence: [],
    requesterId,
  }
  const held = await withRooms(tx, shared, [filed], [situation])
  const budget = budgetWordOf(held, situation, { requesterId, inPlaceOf: benefit })
  const lines = budgetLines(reader, { budget, isLate: request.is_late })
  return lines.map(({ says }) => ({ name: say(reader, 'budget.panel.title'), text: says }))
}

function say(
  { language }: Pick<Reader, 'language'>,
  key: keyof typeof budgetTexts,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(budgetTexts[key], language, params)
}
