import { addDays, type LocalDate } from '../../../kernel/time.ts'

/** When a payment left the house, and when the bank was told to make it. */
export type PaymentDays = { readonly sentOn: LocalDate; readonly executeOn?: LocalDate }

/**
 * A payment arrives on the day of its making or within a week of it; festivals are longer, so a person asks.
 */
export const arrivesWithinDays = 7

/**
 * How far ahead a bank may be told to pay: what was checked on the day of sending is old news after a month,
 * and a later payment is better sent later.
 */
export const executeWithinDays = 31

/** The day from which a bank pays: the one that it was told, where that is after the sending. */
export function dueOn({ sentOn, executeOn }: PaymentDays): LocalDate {
  return executeOn !== undefined && executeOn > sentOn ? executeOn : sentOn
}

/**
 * The days in which a payment would have left if it did. Only a form that carries the day holds the bank back
 * until then; with any other it may have paid as soon as it had the file.
 */
export function daysOfLeaving(
  days: PaymentDays,
  form: string,
): { readonly from: LocalDate; readonly until: LocalDate } {
  const due = dueOn(days)
  return { from: form.startsWith('pain001') ? due : days.sentOn, until: addDays(due, arrivesWithinDays) }
}
