import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { findCandidates, type Typed } from './candidates.ts'
import { decideCode, newNameRefusal } from './domain.ts'
import { createIndex, type MatchIndex } from './matching/memory-index.ts'
import { nameObjection } from './matching/new-name.ts'
import { subjectOf } from './matching/score.ts'
import { refuseOwnEntity } from './own-entities.ts'
import { newCustomer, newPerson, saidClass } from './new-party.ts'
import {
  loadCustomers,
  lockNewNames,
  loadPeople,
  loadPersonDetails,
  loadPersonSituations,
  type Families,
  type PersonSituation,
} from './store.ts'
import { loadCodeHolders } from './store-search.ts'
import type { CustomerRow, PersonRow } from './tables.ts'
import { toldApartRows } from './told-apart.ts'

/** "None of these": the known parties that whoever names a new one has looked at, and why it is another. */
export type NoneOfThese = { readonly partyIds: readonly string[]; readonly reason: string }

/** A customer as a request names it. */
export type GivenCustomer =
  | { readonly partyId: string }
  | {
      readonly name: string
      readonly creditCode?: string | undefined
      readonly isNew: true
      readonly ruledOut?: NoneOfThese | undefined
    }

/** A recipient as a request names it. */
export type GivenRecipient =
  | { readonly to: 'organisation' }
  | { readonly to: 'person'; readonly partyId: string }
  | {
      readonly to: 'person'
      readonly isNew: true
      readonly name: string
      readonly position: string
      readonly isOfficial: 'yes' | 'no' | 'unknown'
      readonly ruledOut?: NoneOfThese | undefined
    }

/** What one request says about its parties. */
export type Wanted = {
  readonly customer: GivenCustomer | undefined
  readonly recipient: GivenRecipient | undefined
  readonly day: LocalDate
  readonly at: Instant
  readonly actor: Pick<Actor, 'personId'>
}

/** A person with what is known of them on the day. */
export type KnownPerson = {
  readonly row: PersonRow
  readonly name: string
  readonly situation: PersonSituation
}

/** The parties of one request: known ones, or new ones with the rows that make them. */
export type Resolved = {
  readonly customer: CustomerRow | undefined
  readonly person: KnownPerson | undefined
  readonly relatives: readonly { readonly relation: string; readonly class: string | undefined }[]
  readonly changes: readonly RowChange[]
  readonly refusal: Refusal | undefined
}

/** Who is named, before it is known of which day. */
export type Named = Pick<Wanted, 'customer' | 'recipient'>

/**
 * Reads whoever a set of requests names; what it gives finds their parties of a day. A merged party stands
 * for its survivor. A name that is said to be new and resembles known ones is refused until somebody has told
 * it apart from each of them, because a new name must not open a fresh limit. `merges` are those of all whom
 * the requests name, where the caller asks for them.
 */
export async function readParties(
  tx: Transaction,
  named: readonly Named[],
  newId: NewPartyId,
  merges?: Promise<Families>,
): Promise<(wanted: readonly Wanted[]) => Promise<Resolved[]>> {
  const [customers, people, families] = await Promise.all([
    loadCustomers(tx, ids(named.map((each) => each.customer))),
    loadPeople(tx, ids(named.map((each) => each.recipient))),
    merges,
  ])
  const survivors = [...people.keys()]
  const [details, own] = await Promise.all([
    loadPersonDetails(tx, survivors),
    loadPersonSituations(tx, survivors, families),
  ])
  return async (wanted) => {
    const days = [...new Set(wanted.map(({ day }) => day))]
    const others = days.flatMap((day) => survivors.flatMap((id) => own(id, day).relations))
    const known = [...survivors, ...others.map((relation) => relation.other_id)]
    const situations = others.length === 0 ? own : await loadPersonSituations(tx, [...new Set(known)])
    if (wanted.some(isNewIn)) await lockNewNames(tx)
    const made: Made = { index: createIndex([]), names: new Map(), codes: new Map() }
    const context = { customers, people, details, situations, made }
    const resolved: Resolved[] = []
    for (const each of wanted) resolved.push(await resolveOne(tx, each, context, newId))
    return resolved
  }
}

/** Makes the identifiers of new parties. */
type NewPartyId = (kind: 'party' | 'membership' | 'classification') => string

function ids(given: readonly (object | undefined)[]): string[] {
  const found = given.flatMap((each) => (each && 'partyId' in each ? String(each.partyId) : []))
  return [...new Set(found)].sort()
}

function isNewIn({ customer, recipient }: Wanted): boolean {
  return (customer && 'isNew' in customer) || (recipient && 'isNew' in recipient) || false
}

/** The names and codes that this set has made so far, so that its later items find them. */
type Made = {
  readonly index: MatchIndex
  readonly names: Map<string, string>
  readonly codes: Map<string, { readonly name: string }>
}

type Context = {
  readonly made: Made
  readonly customers: ReadonlyMap<string, CustomerRow>
  readonly people: ReadonlyMap<string, PersonRow>
  readonly details: ReadonlyMap<string, { readonly name: string }>
  readonly situations: (personId: string, day: LocalDate) => PersonSituation
}

async function resolveOne(
  tx: Transaction,
  wanted: Wanted,
  context: Context,
  newId: NewPartyId,
): Promise<Resolved> {
  const customer = await customerOf(tx, wanted, context, newId)
  const person = await personOf(tx, wanted, context, newId, customer.row)
  const changes = [...customer.changes, ...person.changes]
  const relatives = (person.known?.situation.relations ?? []).map((relation) => ({
    relation: relation.relation,
    class: context.situations(relation.other_id, wanted.day).classification?.class,
  }))
  const refusal = customer.refusal ?? person.refusal
  return { customer: customer.row, person: person.known, relatives, changes, refusal }
}

type CustomerFound = { row: CustomerRow | undefined; changes: RowChange[]; refusal?: Refusal }

async function customerOf(
  tx: Transaction,
  wanted: Wanted,
  context: Context,
  newId: NewPartyId,
): Promise<CustomerFound> {
  const given = wanted.customer
  if (!given) return { row: undefined, changes: [] }
  const pointer = '/body/proposal/customer'
  if ('partyId' in given) {
    const row = surviving(context.customers, given.partyId)
    return row ? { row, changes: [] } : { row, changes: [], refusal: refuse('parties.unknown', {}, pointer) }
  }
  const no = (refusal: Refusal) => ({ row: undefined, changes: [], refusal })
  const read = decideCode(given.creditCode, () => undefined, pointer)
  if (isRefusal(read)) return no(read)
  const typedWrong =
    nameObjection({ name: given.name, schema: 'organisation' }, pointer) ??
    (await refuseOwnEntity(tx, given.name, pointer))
  if (typedWrong) return no(typedWrong)
  const { creditCode } = read
  const code = creditCode === null ? {} : { code: creditCode }
  const typed = { name: given.name, schema: 'organisation' as const, ...code }
  const { refusal, kept } = await toldApart(tx, { typed, wanted, given, pointer }, context.made)
  const holders = await loadCodeHolders(tx, creditCode === null ? [] : [creditCode])
  const { codes } = context.made
  const free = decideCode(creditCode, (each) => holders.get(each) ?? codes.get(each), pointer)
  // Told apart or not: a code stands for one legal person, whoever has looked.
  if (isRefusal(free) && given.ruledOut) return no(free)
  if (refusal) return no(refusal)
  if (isRefusal(free)) return no(free)
  if (creditCode !== null) codes.set(creditCode, { name: given.name })
  const named = { id: newId('party'), name: given.name, created_at: wanted.at }
  const change = newCustomer({ ...named, credit_code: creditCode })
  return { row: change.row as unknown as CustomerRow, changes: [change, ...kept(change.row.id)] }
}

type NewName = {
  readonly typed: Typed
  readonly wanted: Wanted
  readonly given: { readonly ruledOut?: NoneOfThese | undefined }
  readonly pointer: string
}

/**
 * Whether a new name was told apart from all that it resembles, in the database and in its own set; `kept`
 * gives the rows that say so, once the party has its id.
 */
async function toldApart(
  tx: Transaction,
  { typed, wanted, given, pointer }: NewName,
  made: Made,
): Promise<{ readonly refusal: Refusal | undefined; readonly kept: (id: string) => RowChange[] }> {
  const { name, schema, ...beside } = typed
  const subject = subjectOf({ names: [name], schema, ...beside })
  const known = await findCandidates(tx, typed, wanted.day)
  const ofTheSet = made.index.search(subject).map((one) => ({ ...one, name: made.names.get(one.id) ?? '' }))
  const { ruledOut } = given
  const lookalikes = [...known, ...ofTheSet]
  // Whoever asks for the benefit gains by a fresh limit, so theirs is an applicant's word, in compliance too.
  const word = ruledOut && { ids: ruledOut.partyIds, byCompliance: false, reason: ruledOut.reason }
  const refusal = newNameRefusal(lookalikes, word)
  return {
    refusal: refusal && { ...refusal, pointer },
    kept: (id) => {
      made.index.add({ id, subject })
      made.names.set(id, name)
      if (!ruledOut) return []
      const by = { by: wanted.actor.personId, at: wanted.at, reason: ruledOut.reason, ids: ruledOut.partyIds }
      return toldApartRows({ partyId: id, ...by }, lookalikes)
    },
  }
}

type PersonFound = { known: KnownPerson | undefined; changes: RowChange[]; refusal?: Refusal }

async function personOf(
  tx: Transaction,
  wanted: Wanted,
  context: Context,
  newId: NewPartyId,
  customer: CustomerRow | undefined,
): Promise<PersonFound> {
  const given = wanted.recipient
  if (!given || given.to === 'organisation') return { known: undefined, changes: [] }
  const pointer = '/body/proposal/recipient'
  if ('partyId' in given) {
    const row = surviving(context.people, given.partyId)
    if (!row) return { known: undefined, changes: [], refusal: refuse('parties.unknown', {}, pointer) }
    const name = context.details.get(row.id)?.name ?? ''
    return { known: { row, name, situation: context.situations(row.id, wanted.day) }, changes: [] }
  }
  const wrong = nameObjection({ name: given.name, schema: 'person', employer: customer?.name }, pointer)
  if (wrong) return { known: undefined, changes: [], refusal: wrong }
  const employer = customer === undefined ? {} : { employer: customer.id }
  const typed = { name: given.name, schema: 'person' as const, ...employer }
  const { refusal, kept } = await toldApart(tx, { typed, wanted, given, pointer }, context.made)
  if (refusal) return { known: undefined, changes: [], refusal }
  const person = madePerson(given, wanted, newId, customer)
  return { ...person, changes: [...person.changes, ...kept(person.known?.row.id ?? '')] }
}

function madePerson(
  given: Extract<GivenRecipient, { isNew: true }>,
  wanted: Wanted,
  newId: NewPartyId,
  customer: CustomerRow | undefined,
): PersonFound {
  const id = newId('party')
  const employment = customer && {
    id: newId('membership'),
    customer_id: customer.id,
    position: given.position,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: wanted.day,
    until_on: null,
  }
  const changes = newPerson({ id, name: given.name, at: wanted.at, ...(employment ? { employment } : {}) })
  const said = saidClass(
    { id: newId('classification'), personId: id, isOfficial: given.isOfficial },
    wanted.day,
  )
  const [row] = changes
  if (!row) throw new Error('a new person has its row')
  return {
    changes: [...changes, said],
    known: {
      row: row.row as unknown as PersonRow,
      name: given.name,
      situation: {
        employments: employment ? [{ ...employment, version: 1, person_id: id }] : [],
        classification: said.row as unknown as NonNullable<PersonSituation['classification']>,
        householdId: undefined,
        relations: [],
      },
    },
  }
}

function surviving<Row extends { readonly id: string; readonly merged_into: string | null }>(
  rows: ReadonlyMap<string, Row>,
  id: string,
): Row | undefined {
  const row = rows.get(id)
  return row && row.merged_into !== null ? surviving(rows, row.merged_into) : row
}
