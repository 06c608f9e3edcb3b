import type { LocalDate } from '../../kernel/time.ts'
import type { ArchiveFile } from '../../platform/archive.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayPayment } from '../../texts/payments.ts'
import type { Language } from '../../texts/text.ts'
import { nameOf, type Organisation } from '../access/index.ts'
import { sheetFile } from '../ledger/index.ts'
import { partyRefs } from '../parties/index.ts'
import { listPaidWithin } from './store-lists.ts'

/** The payments of an entity that left within some days, as a sheet of the month's filing pack. */
export async function paidSheet(
  tx: Transaction,
  of: { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate },
  { organisation, language }: { readonly organisation: Organisation; readonly language: Language },
): Promise<ArchiveFile> {
  const orders = await listPaidWithin(tx, of)
  const names = await partyRefs(tx, [...new Set(orders.map(({ payee_id: id }) => id))].sort())
  const staff = (id: string | null) => {
    const person = organisation.people.get(id ?? '')
    return person ? nameOf(person, language) : (id ?? '')
  }
  const columns = [
    ...(['order', 'way', 'payee', 'paid_on', 'currency', 'amount', 'withheld'] as const),
    ...(['made_by', 'checked_by', 'bank_reference'] as const),
  ]
  return sheetFile(
    'payments',
    columns,
    language,
    orders.map((order) => [
      order.number,
      // The database holds the list of ways.
      sayPayment(language, `way.${order.way as 'vendor'}`),
      names.get(order.payee_id)?.name ?? staff(order.payee_id),
      order.paid_on === null ? null : { date: order.paid_on },
      order.currency.trim(),
      { money: { currency: order.currency.trim(), minor: order.minor } },
      { money: { currency: order.currency.trim(), minor: order.withheld_minor } },
      staff(order.made_by),
      staff(order.checked_by),
      order.end_to_end_id,
    ]),
  )
}
