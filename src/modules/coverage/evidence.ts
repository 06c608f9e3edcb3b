import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadGiven, type GivenEntry } from '../benefits/index.ts'
import { loadCustomers, loadPersonDetails } from '../parties/index.ts'
import type { Organisation } from '../access/index.ts'
import { loadTaxExpenses, type TaxExpense } from '../ledger/index.ts'
import type { EvidenceRecord, RecordName } from './domain.ts'
import { bookedWithin } from './match/score.ts'

/** Which records a journal is compared with. */
export type EvidenceAsked = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly entityId?: string | undefined
  readonly currency: string
  readonly organisation: Organisation
}

/**
 * The entries of the register that a journal of these days may show, with the names that stand behind them.
 */
export async function benefitRecords(tx: Transaction, asked: EvidenceAsked): Promise<EvidenceRecord[]> {
  const { from, to, entityId, currency, organisation } = asked
  const given = await loadGiven(tx, {
    from: addDays(from, -bookedWithin.after),
    to: addDays(to, bookedWithin.before),
    entityId,
  })
  const organisations = given.flatMap(({ customerId, recipientKind, recipientId }) => [
    ...(customerId === undefined ? [] : [customerId]),
    ...(recipientKind === 'entity' ? [recipientId] : []),
  ])
  const people = given
    .filter(({ recipientKind }) => recipientKind === 'person')
    .map(({ recipientId }) => recipientId)
  const customers = await loadCustomers(tx, [...new Set(organisations)].sort())
  const details = await loadPersonDetails(tx, [...new Set(people)].sort())
  const nameOf = {
    customer: (id: string) => customers.get(id)?.name,
    person: (id: string) => details.get(id)?.name,
    staff: (id: string) => organisation.people.get(id)?.name_zh,
  }
  const taxes = await loadTaxExpenses(
    tx,
    given.map(({ id }) => id),
  )
  return given.flatMap((entry) => {
    const record = recordOf(entry, nameOf)
    // Amounts of other currencies are booked at a rate of their day, so their entry shows another number;
    // their taxes stand in the currency of the entity all the same.
    const own = entry.currency === currency ? [record] : []
    return [...own, ...taxesOf(record, taxes.get(entry.id) ?? [], asked)]
  })
}

/** The taxes on a benefit that stand in the books as expense: vouchers with amounts of their own. */
function taxesOf(
  record: EvidenceRecord,
  expenses: readonly TaxExpense[],
  { entityId, currency }: EvidenceAsked,
): EvidenceRecord[] {
  return expenses
    .filter((each) => each.currency === currency && (entityId === undefined || each.entityId === entityId))
    .map(({ minor, on }) => ({ ...record, kind: 'tax', minor, day: on }))
}

type NameOf = Readonly<Record<'customer' | 'person' | 'staff', (id: string) => string | undefined>>

function recordOf(entry: GivenEntry, nameOf: NameOf): EvidenceRecord {
  const names: RecordName[] = []
  const add = (role: keyof NameOf, id: string | undefined) => {
    const name = id === undefined ? undefined : nameOf[role](id)
    if (name !== undefined) names.push({ role, name })
  }
  add('customer', entry.customerId)
  if (entry.recipientKind === 'person') add('person', entry.recipientId)
  else if (entry.recipientId !== entry.customerId) add('customer', entry.recipientId)
  add('staff', entry.requesterId)
  names.push({ role: 'number', name: entry.number })
  return {
    id: entry.id,
    kind: 'benefit',
    minor: entry.minor,
    day: entry.day,
    names,
    text: `${entry.title} ${entry.reason}`,
    form: entry.form,
    number: entry.number,
    isPlanned: entry.state === 'approved',
  }
}
