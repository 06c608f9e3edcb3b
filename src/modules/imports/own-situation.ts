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
  typedOf,
  type Found,
  type OwnParties,
} from './own-parties.ts'
import { partsOf } from './parts.ts'
import { isStrictClass } from '../parties/index.ts'
import { findStaff, type StaffFound } from './own-staff.ts'
import { boundOf } from './prepare.ts'
import { takenFor } from './taken-for.ts'

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
  /** Its names that were taken for a known party of another name. */
  readonly taken: readonly Remark[]
}

type Draft = { -readonly [K in keyof OwnSituation]: OwnSituation[K] } & {
  readonly found: { readonly customer: Found | undefined; readonly person: Found | undefined }
}

/**
 * Finds or makes the parties of a set of rows, in order, and what agreements say about each. A row that names
 * several people has a situation for each, by the key of its part.
 */
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
  const called = new Map<Draft, Call<RowBody>>()
  for (const call of given.calls) {
    const row = given.rows.get(call.body.key)
    if (!row) throw new Error(`the set does not hold the row ${call.body.key}`)
    const staff = staffOf(organisation, row, entityId, judged?.roles.staff)
    for (const draft of await draftsOf(deps, tx, { row, call, parties, staff, judged })) {
      drafts.set(draft.row.key, draft)
      called.set(draft, call)
    }
  }
  await addRecords(deps, tx, called)
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

/** The parts of one row. All of them enter, or none: a party in doubt holds the whole line. */
async function draftsOf(deps: ImportDeps, tx: Transaction, given: DraftOf): Promise<Draft[]> {
  const looked: Looked[] = []
  const parts = partsOf(given.row)
  for (const part of parts) {
    const before = looked.map(({ person }) => person)
    looked.push(await lookedUp(tx, { ...given, row: part }, parts.length > 1 ? before : undefined))
  }
  const unsure = looked.flatMap(({ org, person }) =>
    [org, person].flatMap((each) => (each?.is === 'unsure' ? [each.remark] : [])),
  )
  const { staff } = given
  const refusal = [...looked.flatMap(({ org, person }) => [org, person]), staff].find(isRefused)?.refusal
  const held = [...new Set(unsure), ...staffRemarks(given.row, staff)]
  const isOpen = held.length === 0 && refusal === undefined
  return looked.map((each) => {
    const made = isOpen ? withMade(deps, given, each) : { ...each, changes: [] }
    return draftOf(given, made, { held, refusal })
  })
}

function isRefused<Each extends { readonly is: string }>(
  each: Each | undefined,
): each is Extract<Each, { is: 'refused' }> {
  return each?.is === 'refused'
}

/** Whom the names of a part stand for, before anybody is made. */
type Looked = {
  readonly row: NormalisedRow
  readonly org: Found | undefined
  readonly person: Found | undefined
}

/**
 * Looks the names of one part up. What somebody said of a name of several stands for those in doubt: that
 * they are new for all of them, that one is a certain party for the first. `before` are the others of the
 * line that were looked up.
 */
async function lookedUp(
  tx: Transaction,
  { row, call, parties, judged }: DraftOf,
  before: readonly (Found | undefined)[] | undefined,
): Promise<Looked> {
  const { org, human } = namedIn(row)
  const day = row.day.from
  const said = (role: 'customer' | 'person') => {
    const judgement = judged?.roles[role]
    return judgement && judged && { judgement, reason: judged.reason, actor: call.actor }
  }
  const ofOrg = { schema: 'organisation', judged: said('customer'), made: parties } as const
  const orgFound = org && (await found(parties, customerKey(org), () => lookUp(tx, org, ofOrg, day)))
  const employerId = orgFound && idOf(orgFound)
  const ofPerson = { schema: 'person', employerId, made: parties } as const
  const word = said('person')
  const person =
    human &&
    (await found(parties, personKey(human, org), async () => {
      if (before === undefined || !word) return lookUp(tx, human, { ...ofPerson, judged: word }, day)
      const plain = await lookUp(tx, human, ofPerson, day)
      const isMeant = plain.is === 'unsure' && isSaidOf(plain.candidates, word.judgement, before)
      return isMeant ? lookUp(tx, human, { ...ofPerson, judged: word }, day) : plain
    }))
  return { row, org: orgFound, person }
}

/** Whether what somebody said of the people of a line is about a name with these candidates. */
function isSaidOf(
  candidates: readonly { readonly id: string }[],
  judgement: Judgement,
  before: readonly (Found | undefined)[],
): boolean {
  if (judgement.is === 'new') return true
  const { partyId } = judgement
  const isTaken = before.some((each) => each && idOf(each) === partyId)
  return !isTaken && candidates.some(({ id }) => id === partyId)
}

/** Makes the parties of a part that nobody knows; another part, or a row before, may have made them. */
function withMade(
  deps: ImportDeps,
  { call, parties }: DraftOf,
  looked: Looked,
): Looked & { readonly changes: RowChange[] } {
  const { row } = looked
  const { org, human } = namedIn(row)
  const changes: RowChange[] = []
  const make = { newId: deps.newId, at: call.at, day: row.day.from }
  const now = (key: string, before: Found | undefined) =>
    before?.is === 'new' ? (parties.get(key) ?? before) : before
  let customer = org && now(customerKey(org), looked.org)
  if (org && customer?.is === 'new') {
    const made = makeCustomer(make, org)
    changes.push(...made.changes, ...(customer.told?.(made.customer.id, call.at) ?? []))
    customer = { is: 'made', customer: made.customer, name: org.name }
    parties.set(customerKey(org), customer)
    parties.make(typedOf(org, { schema: 'organisation' }), customer)
  }
  let person = human && now(personKey(human, org), looked.person)
  if (human && person?.is === 'new') {
    const employerId = customer && idOf(customer)
    const made = makePerson(make, human, employerId)
    changes.push(...made.changes, ...(person.told?.(made.person.id, call.at) ?? []))
    person = { is: 'made_person', person: made.person, name: human.name }
    parties.set(personKey(human, org), person)
    parties.make(typedOf(human, { schema: 'person', employerId }), person)
  }
  return { row, org: customer, person, changes }
}

function draftOf(
  { staff }: Pick<DraftOf, 'staff'>,
  { row, org, person, changes }: Looked & { readonly changes: readonly RowChange[] },
  { held, refusal }: Pick<Draft, 'held' | 'refusal'>,
): Draft {
  const named = namedIn(row)
  return {
    row,
    held,
    taken: takenFor([
      { party: named.org, found: org },
      { party: named.human, found: person },
    ]),
    refusal,
    staffId: staff?.is === 'known' ? staff.id : undefined,
    changes,
    found: { customer: org, person },
    customer: org?.is === 'made' ? org.customer : undefined,
    person: person?.is === 'made_person' ? person.person : undefined,
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
  called: ReadonlyMap<Draft, Call<RowBody>>,
): Promise<void> {
  const wanted: { readonly draft: Draft; readonly wants: WantedParties }[] = []
  for (const [draft, call] of called) {
    if (draft.held.length > 0 || draft.refusal) continue
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
