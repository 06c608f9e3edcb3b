import type { Transaction } from '../../../platform/db/transaction.ts'
import { customerLabel, loadCustomers, shownPeople } from '../../parties/index.ts'
import type { OpenCase } from '../decide-again.ts'
import type { Reader } from './reader.ts'

/** The few words beside a name that tell who it is: role and grade, employer and position. */
export type Labels = {
  readonly customer: { readonly label?: string }
  readonly person: { readonly label?: string }
}

/** The words beside customer and recipient of a request; a name that is not on record yet has none. */
export async function labelsOf(
  tx: Transaction,
  reader: Reader,
  { situation }: Pick<OpenCase, 'situation'>,
): Promise<Labels> {
  const { customer, person } = situation.parties
  const row = customer && (await loadCustomers(tx, [customer.id])).get(customer.id)
  const label = row ? customerLabel(reader, row) : ''
  const about = { language: reader.language, today: situation.today }
  const known = person && (await shownPeople(tx, about, [person.id])).ref(person.id)
  return {
    customer: label === '' ? {} : { label },
    person: known?.label === undefined ? {} : { label: known.label },
  }
}
