import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { alertsAmong } from '../../benefits/index.ts'
import type { OpenCase } from '../decide-again.ts'
import { isReceived } from '../received.ts'
import type { RequestRow } from '../tables.ts'
import { say, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>

/** What is told of how something was given: marks beside the state, and a line that says what follows. */
export type Breaches = {
  readonly marks: NonNullable<Case['state']>['marks']
  readonly facts: Case['facts']
}

/**
 * That it was given before its approval or though forbidden; and, while it is still to be approved, that its
 * day is over, so that whoever signs knows that the approval may come after the fact.
 */
export async function breachesOf(tx: Transaction, reader: Reader, found: OpenCase): Promise<Breaches> {
  const { request, situation } = found
  const alerts = await alertsAmong(tx, request.benefit_id === null ? [] : [request.benefit_id])
  const kinds = (alerts.get(request.benefit_id ?? '') ?? []).filter((kind) => kind !== 'earlier_entry')
  const isOver = !isReceived(situation.proposal) && isDayOver(request, situation.today)
  const keys = [...kinds, ...(isOver ? (['day_over'] as const) : [])]
  return {
    marks: keys.map((key) => ({ key, word: say(reader, `mark.${key}`) })),
    facts: keys.map((key) => ({ name: say(reader, `mark.${key}`), text: say(reader, `fact.${key}`) })),
  }
}

/** True for what waits for an approval that comes after its day; what was declared late says so itself. */
export function isDayOver(
  request: Pick<RequestRow, 'state' | 'is_late' | 'happened_on'>,
  today: LocalDate,
): boolean {
  const { state, is_late: isLate, happened_on: day } = request
  return state === 'submitted' && !isLate && day !== null && day < today
}
