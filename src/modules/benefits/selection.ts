import type { z } from 'zod'
import type { register } from '../../contract/register.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findPartiesNamed, withMerged } from '../parties/index.ts'
import type { AlertKind } from './changes.ts'
import { numberOf, ownBook } from './domain.ts'
import { findAlerted } from './store-alerts.ts'
import type { RegisterFilter, RegisterText } from './register-filter.ts'

/** The filters as the contract gives them. */
export type AskedFilters = Omit<z.output<typeof register.query>, 'sort' | 'cursor' | 'limit'>

/**
 * The filters as the store reads them. Merged parties are asked for together with their survivor, and a text
 * is taken apart. Without a book it is our own: observed books are registers of others and have sums of
 * their own.
 */
export async function selectionOf(
  tx: Transaction,
  asked: AskedFilters,
  today: LocalDate,
): Promise<RegisterFilter> {
  const { customerId, recipientId } = asked
  const families = await withMerged(
    tx,
    [customerId, recipientId].filter((id) => id !== undefined),
  )
  const familyOf = (id: string) =>
    families.members.filter((member) => families.survivorOf(member) === families.survivorOf(id))
  const text = asked.q?.trim() ?? ''
  return {
    book: asked.book ?? ownBook,
    from: asked.from,
    to: asked.to,
    states: orNone(asked.state),
    outcomes: orNone(asked.outcome),
    forms: orNone(asked.form),
    direction: asked.direction,
    entityId: asked.entityId,
    customerIds: customerId === undefined ? undefined : familyOf(customerId),
    recipientIds: recipientId === undefined ? undefined : familyOf(recipientId),
    requesterId: asked.requesterId,
    minMinor: asked.minMinor,
    maxMinor: asked.maxMinor,
    isLate: asked.late === undefined ? undefined : asked.late === 'yes',
    ...(asked.alert === undefined ? {} : await alertedBy(tx, asked.alert)),
    text: text === '' ? undefined : await textOf(tx, text, today),
  }
}

/** Those with such an alert by their ids, or by the alert itself where they are many: none is left out. */
async function alertedBy(
  tx: Transaction,
  alert: AlertKind,
): Promise<Pick<RegisterFilter, 'alert' | 'benefitIds'>> {
  const benefitIds = await findAlerted(tx, alert)
  return benefitIds === undefined ? { alert } : { benefitIds }
}

/** An empty list in the URL asks for nothing in particular. */
function orNone<Value>(list: readonly Value[] | undefined): readonly Value[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}

async function textOf(tx: Transaction, text: string, today: LocalDate): Promise<RegisterText> {
  return { numbers: numbersOf(text, today), part: text, ...(await findPartiesNamed(tx, text, today)) }
}

/** The years of which a bare number such as 1184 may be the number of a benefit. */
const numberedYears = 6

/** The readable numbers that a text may be: itself, or a bare number of one of the last years. */
function numbersOf(text: string, today: LocalDate): string[] {
  if (/^[A-Za-z]{1,4}-/.test(text)) return [text, text.toUpperCase()]
  if (!/^\d{1,9}$/.test(text)) return [text]
  const year = Number(today.slice(0, 4))
  const years = Array.from({ length: numberedYears }, (_, i) => `${year + 1 - i}-01-01`)
  return [text, ...years.map((day) => numberOf(BigInt(text), day))]
}
