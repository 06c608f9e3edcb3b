import { addDays, type LocalDate } from '../../kernel/time.ts'
import { money } from '../../kernel/money.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { convert } from '../../platform/rates.ts'
import { loadGiven, loadGivenAmong, type GivenEntry } from '../benefits/index.ts'
import { loadCustomers, loadPersonDetails } from '../parties/index.ts'
import type { Organisation } from '../access/index.ts'
import { lastDayOf, loadAccruedIn, loadInputTaxBackIn, loadTaxExpenses } from '../ledger/index.ts'
import { loadPaidInOther, vendorsOfClaims } from '../payments/index.ts'
import { currentRates, loadRates } from '../policy/index.ts'
import { vendorsOfGivings } from '../requests/index.ts'
import type { EvidenceRecord, RecordName } from './domain.ts'
import { coreOf } from './match/names.ts'
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
  const { currency, organisation } = asked
  const days = {
    from: addDays(asked.from, -bookedWithin.after),
    to: addDays(asked.to, bookedWithin.before),
    entityId: asked.entityId,
  }
  const given = await loadGiven(tx, days)
  const beside = Map.groupBy(
    (await besideIn(tx, days)).filter((each) => each.currency === currency),
    ({ benefitId }) => benefitId,
  )
  const worths = await worthsIn(tx, given, currency)
  // A tax may be booked long after what it is on, and an accrual month by month.
  const others = await loadGivenAmong(
    tx,
    [...beside.keys()].filter((id) => !worths.has(id)),
  )
  const shown = [...given.filter(({ id }) => worths.has(id)), ...others]
  const nameOf = await namesBehind(tx, shown, organisation)
  return shown.flatMap((entry) => {
    const record = recordOf(entry, nameOf)
    const own = (worths.get(entry.id) ?? []).map((worth) => ({ ...record, ...worth }))
    return [...own, ...besidesOf(record, beside.get(entry.id) ?? [])]
  })
}

type Worth = Pick<EvidenceRecord, 'minor' | 'isConverted' | 'isGiving'>

/**
 * What entries are worth in the currency of the books. What was given in another one is booked at a rate of
 * its day, which need not be ours; it is left out where we have none for that day. What of it is paid in the
 * currency of the books by accepted claims is booked as it is paid, to the cent, and is a record of its own.
 * Its giving was booked as a whole before that, near the rate: that is the benefit's too.
 */
async function worthsIn(
  tx: Transaction,
  given: readonly GivenEntry[],
  currency: string,
): Promise<ReadonlyMap<string, readonly Worth[]>> {
  const foreign = given.filter((entry) => entry.currency !== currency).map(({ id }) => id)
  const rates = foreign.length > 0 ? currentRates(await loadRates(tx)) : undefined
  const paid = foreign.length > 0 ? await loadPaidInOther(tx, foreign) : undefined
  return new Map(
    given.flatMap((entry): [string, Worth[]][] => {
      const { id, minor, day } = entry
      if (entry.currency === currency) return [[id, [{ minor }]]]
      const known = paid?.get(id)
      const asPaid = known?.currency === currency ? known : undefined
      const rest = minor - (asPaid?.closes ?? 0n)
      const near = (part: bigint) =>
        part > 0n && rates ? convert(rates, money(entry.currency, part), currency, day) : undefined
      const [converted, giving] = [near(rest), asPaid && near(minor)]
      const worths = [
        ...(asPaid ? [{ minor: asPaid.minor }] : []),
        ...(converted ? [{ minor: converted.value.minor, isConverted: true }] : []),
        ...(giving ? [{ minor: giving.value.minor, isConverted: true, isGiving: true }] : []),
      ]
      return worths.length === 0 ? [] : [[id, worths]]
    }),
  )
}

type NameOf = Readonly<Record<'customer' | 'person' | 'staff', (id: string) => string | undefined>> & {
  /** The vendors of a benefit: who was named when it was given, and whom its claims pay. */
  readonly vendors: (benefitId: string) => readonly string[]
}

/** Everybody who stands behind entries, with one query for each source. */
async function namesBehind(
  tx: Transaction,
  given: readonly GivenEntry[],
  organisation: Organisation,
): Promise<NameOf> {
  const ids = given.map(({ id }) => id)
  const vendors = [...(await vendorsOfGivings(tx, ids)), ...(await vendorsOfClaims(tx, ids))]
  const organisations = given.flatMap(({ customerId, recipientKind, recipientId }) => [
    ...(customerId === undefined ? [] : [customerId]),
    ...(recipientKind === 'entity' ? [recipientId] : []),
  ])
  const people = given
    .filter(({ recipientKind }) => recipientKind === 'person')
    .map(({ recipientId }) => recipientId)
  const parties = [...organisations, ...vendors.flatMap(({ vendorId }) => vendorId ?? [])]
  const customers = await loadCustomers(tx, [...new Set(parties)].sort())
  const details = await loadPersonDetails(tx, [...new Set(people)].sort())
  const customer = (id: string) => customers.get(id)?.name
  const ofBenefit = Map.groupBy(vendors, ({ benefitId }) => benefitId)
  return {
    customer,
    person: (id) => details.get(id)?.name,
    staff: (id) => organisation.people.get(id)?.name_zh,
    vendors: (benefitId) =>
      (ofBenefit.get(benefitId) ?? []).flatMap((each) =>
        each.vendorId === null ? each.name : (customer(each.vendorId) ?? []),
      ),
  }
}

/** What stands in the books as expense of a benefit beside itself, with vouchers of its own. */
type BesideExpense = {
  readonly kind: 'tax' | 'accrual' | 'input_tax'
  readonly benefitId: string
  readonly currency: string
  readonly minor: bigint
  readonly on: LocalDate
}

/**
 * The taxes that the months of some days show, what they accrued until the first day of the next one, and
 * the input tax that they turn out.
 */
async function besideIn(
  tx: Transaction,
  days: Parameters<typeof loadTaxExpenses>[1],
): Promise<BesideExpense[]> {
  const [taxes, accrued, back] = await Promise.all([
    loadTaxExpenses(tx, days),
    loadAccruedIn(tx, days),
    loadInputTaxBackIn(tx, days),
  ])
  return [
    ...taxes.map((each) => ({ ...each, kind: 'tax' as const })),
    ...accrued.map((each) => ({ ...each, kind: 'accrual' as const, on: lastDayOf(each.month) })),
    ...back.map((each) => ({ ...each, kind: 'input_tax' as const })),
  ]
}

function besidesOf(record: EvidenceRecord, expenses: readonly BesideExpense[]): EvidenceRecord[] {
  return expenses.map(({ kind, minor, on }) => ({
    ...record,
    kind,
    minor,
    day: on,
    // None of them is paid to whoever sold what was given.
    names: record.names.filter(({ role }) => role !== 'vendor'),
  }))
}

function recordOf(entry: GivenEntry, nameOf: NameOf): EvidenceRecord {
  const names: RecordName[] = []
  const add = (role: 'customer' | 'person' | 'staff', id: string | undefined) => {
    const name = id === undefined ? undefined : nameOf[role](id)
    if (name !== undefined) names.push({ role, name })
  }
  add('customer', entry.customerId)
  if (entry.recipientKind === 'person') add('person', entry.recipientId)
  else if (entry.recipientId !== entry.customerId) add('customer', entry.recipientId)
  for (const name of nameOf.vendors(entry.id)) {
    // One firm is one name, also where it sold what it was given.
    if (!names.some((each) => each.role !== 'person' && coreOf(each.name) === coreOf(name)))
      names.push({ role: 'vendor', name })
  }
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
