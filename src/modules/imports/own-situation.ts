import type { Call } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { toMoneyJson } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Organisation } from '../access/index.ts'
import type { Asked, CustomerRecord, DealRecord, PersonRecord } from '../facts/index.ts'
import type { WantedParties } from '../requests/index.ts'
import type { ImportDeps } from './deps.ts'
import type { NormalisedRow, Remark, RowParty } from './domain.ts'
import type { Judgement, Judgements } from './judgement.ts'
import type { RowBody } from './observed-rows.ts'
import {
  customerKey,
  idOf,
  lookUp,
  makeCustomer,
  makePerson,
  personKey,
  type Found,
  type OwnParties,
} from './own-parties.ts'
import { isStrictClass } from '../parties/index.ts'
import { findStaff, type StaffFound } from './own-staff.ts'
import { boundOf } from './prepare.ts'

/** What one row of our own history is decided on; `held` when a party in it is not certain. */
export type OwnSituation = {
  readonly row: NormalisedRow
  readonly held: readonly Remark[]
  /** What somebody said of a name cannot stand. */
  readonly refusal: Refusal | undefined
  /** Whoever of us gave it, or received it; undefined where the file names nobody who is on record. */
  readonly staffId: string | undefined
  readonly asked: Asked
  readonly customer: CustomerRecord | undefined
  readonly person: PersonRecord | undefined
  readonly deal: DealRecord | undefined
  /** The rows of parties that this row names first. */
  readonly changes: readonly RowChange[]
}

type Draft = { -readonly [K in keyof OwnSituation]: OwnSituation[K] } & {
  readonly found: { readonly customer: Found | undefined; readonly person: Found | undefined }
}

/** Finds or makes the parties of a set of rows, in order, and what agreements say about each. */
export async function loadOwnSituations(
  deps: ImportDeps,
  tx: Transaction,
  given: {
    readonly calls: readonly Call<RowBody>[]
    readonly rows: ReadonlyMap<string, NormalisedRow>
    readonly parties: OwnParties
    readonly organisation: Organisation
    readonly entityId: string | undefined
    readonly judged?: Judgements | undefined
  },
): Promise<Map<string, OwnSituation>> {
  const { parties, organisation, entityId, judged } = given
  parties.rollBack()
  const drafts = new Map<string, Draft>()
  for (const call of given.calls) {
    const row = given.rows.get(call.body.key)
    if (!row) throw new Error(`the set does not hold the row ${call.body.key}`)
    const staff = staffOf(organisation, row, entityId, judged?.roles.staff)
    drafts.set(row.key, await draftOf(deps, tx, { row, call, parties, staff, judged }))
  }
  await addRecords(deps, tx, given.calls, drafts)
  const open = [...drafts.values()].filter((draft) => draft.held.length === 0 && !draft.refusal)
  for (const draft of open) draft.asked = { ...askedOf(draft), entityId }
  const deals = await deps.own.findDeals(
    tx,
    open.map((draft) => draft.asked),
  )
  for (const [i, draft] of open.entries()) draft.deal = deals[i]
  return drafts
}

type DraftOf = {
  readonly row: NormalisedRow
  readonly call: Call<RowBody>
  readonly parties: OwnParties
  readonly staff: StaffFound | undefined
  readonly judged: Judgements | undefined
}

async function draftOf(
  deps: ImportDeps,
  tx: Transaction,
  { row, call, parties, staff, judged }: DraftOf,
): Promise<Draft> {
  const { org, human } = namedIn(row)
  const day = row.day.from
  const said = (role: 'customer' | 'person') => {
    const judgement = judged?.roles[role]
    return judgement && judged && { judgement, reason: judged.reason, actor: call.actor }
  }
  const about = { schema: 'organisation', judged: said('customer') } as const
  const orgFound = org && (await found(parties, customerKey(org), () => lookUp(tx, org, about, day)))
  const employerId = orgFound && idOf(orgFound)
  const person =
    human &&
    (await found(parties, personKey(human, org), () =>
      lookUp(tx, human, { schema: 'person', employerId, judged: said('person') }, day),
    ))
  const unsure = [orgFound, person].flatMap((each) => (each?.is === 'unsure' ? [each.remark] : []))
  const [refusal] = [orgFound, person, staff].flatMap((each) =>
    each?.is === 'refused' ? [each.refusal] : [],
  )
  const held = [...unsure, ...staffRemarks(row, staff)]
  const isOpen = held.length === 0 && refusal === undefined
  const changes: RowChange[] = []
  const make = { newId: deps.newId, at: call.at, day }
  let customerFound = orgFound
  let personFound = person
  if (isOpen && org && orgFound?.is === 'new') {
    const made = makeCustomer(make, org)
    changes.push(...made.changes, ...(orgFound.told?.(made.customer.id, call.at) ?? []))
    customerFound = { is: 'made', customer: made.customer }
    parties.set(customerKey(org), customerFound)
  }
  if (isOpen && human && person?.is === 'new') {
    const made = makePerson(make, human, customerFound && idOf(customerFound))
    changes.push(...made.changes, ...(person.told?.(made.person.id, call.at) ?? []))
    personFound = { is: 'made_person', person: made.person }
    parties.set(personKey(human, org), personFound)
  }
  return {
    row,
    held,
    refusal,
    staffId: staff?.is === 'known' ? staff.id : undefined,
    changes,
    found: { customer: customerFound, person: personFound },
    customer: customerFound?.is === 'made' ? customerFound.customer : undefined,
    person: personFound?.is === 'made_person' ? personFound.person : undefined,
    deal: undefined,
    asked: askedOf({ row, customer: undefined, person: undefined }),
  }
}

/**
 * What our own people received counts for each of them, so somebody must say who it was. Who of us gave
 * something may stay open: then it counts for whoever is asked about.
 */
function staffRemarks(row: NormalisedRow, staff: StaffFound | undefined): Remark[] {
  if (row.direction !== 'received' || (staff?.is !== 'nobody' && staff?.is !== 'several')) return []
  const text = ourNameIn(row)
  return staff.is === 'nobody'
    ? [{ field: '', code: 'staff.unknown', params: { text } }]
    : [
        {
          field: '',
          code: 'staff.several',
          params: { text, names: staff.people.map(({ name }) => name).join('、') },
        },
      ]
}

/**
 * Whom of us a row names, or whom somebody picked; a name that nobody of us bears may be that of nobody on
 * record.
 */
export function staffOf(
  organisation: Organisation,
  row: NormalisedRow,
  entityId: string | undefined,
  judgement: Judgement | undefined,
): StaffFound | undefined {
  if (judgement?.is === 'new') return undefined
  if (judgement?.is === 'party') {
    const { partyId: id } = judgement
    return organisation.people.has(id)
      ? { is: 'known', id }
      : { is: 'refused', refusal: refuse('imports.staff_unknown') }
  }
  return findStaff(organisation, ourNameIn(row), { entityId, day: row.day.from })
}

/** The name of our own side: who handled what we gave, or who of us received it. */
function ourNameIn(row: NormalisedRow): string {
  return row.direction === 'received' ? row.recipient.name : row.handler
}

/** The organisation and the person outside that a row names; what we received names the giver instead. */
export function namedIn(row: NormalisedRow): { org: RowParty | undefined; human: RowParty | undefined } {
  if (row.direction === 'received') {
    return { org: row.giver.kind === 'entity' ? row.giver : undefined, human: undefined }
  }
  const isPerson = row.recipient.kind !== 'entity'
  return {
    org: row.org ?? (isPerson ? undefined : row.recipient),
    human: isPerson ? row.recipient : undefined,
  }
}

async function found(parties: OwnParties, key: string, look: () => Promise<Found>): Promise<Found> {
  const known = parties.get(key)
  if (known) return known
  const fresh = await look()
  parties.set(key, fresh)
  return fresh
}

/** Reads what is on record about known parties, as of the day of each row. */
async function addRecords(
  deps: ImportDeps,
  tx: Transaction,
  calls: readonly Call<RowBody>[],
  drafts: ReadonlyMap<string, Draft>,
): Promise<void> {
  const wanted: { readonly draft: Draft; readonly wants: WantedParties }[] = []
  for (const call of calls) {
    const draft = drafts.get(call.body.key)
    if (!draft || draft.held.length > 0 || draft.refusal) continue
    const { customer, person } = draft.found
    const wants: WantedParties = {
      customer: customer?.is === 'known' ? { partyId: customer.id } : undefined,
      recipient: person?.is === 'known' ? { to: 'person', partyId: person.id } : undefined,
      day: draft.row.day.from,
      at: call.at,
      actor: call.actor,
    }
    if (wants.customer || wants.recipient) wanted.push({ draft, wants })
  }
  const resolved = await deps.own.resolveParties(
    tx,
    wanted.map(({ wants }) => wants),
  )
  for (const [i, { draft }] of wanted.entries()) {
    draft.customer ??= resolved[i]?.customer
    draft.person ??= withTold(draft.row, resolved[i]?.person)
  }
}

/**
 * A person with what the file says of them. A strict class is heard although a record names a relaxing one,
 * as a declared one is on their page: what a register only tells can tighten an outcome and never relax it.
 */
function withTold(row: NormalisedRow, person: PersonRecord | undefined): PersonRecord | undefined {
  const isStricter = person && isStrictClass(row.recipientClass) && !isStrictClass(person.class ?? '')
  if (!isStricter) return person
  return { ...person, class: row.recipientClass, classVerified: false, classSource: 'self' }
}

/**
 * The row as a benefit that is asked for. What the file says about circumstances can only make it stricter.
 */
function askedOf(given: Pick<Draft, 'row' | 'customer' | 'person'>): Asked {
  const { row, customer, person } = given
  const said = Object.fromEntries(row.facts.map(({ path, value: fact }) => [path, fact]))
  if (customer?.ownership !== undefined) delete said['customer.ownership']
  const isTold = person?.class === 'unknown' && row.recipientClass !== 'unknown'
  return {
    form: row.form,
    value: toMoneyJson(boundOf(row.value)),
    recipientCount: row.recipientCount,
    happensOn: row.day.from,
    purpose: row.purpose,
    context: row.context,
    customerId: customer?.id,
    personId: person?.id,
    dealId: undefined,
    eventId: undefined,
    said: isTold ? { ...said, 'recipient.class': row.recipientClass } : said,
  }
}
