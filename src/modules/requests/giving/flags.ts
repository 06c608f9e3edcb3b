import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'
import { isSameVenue, loadCustomers, type CustomerRow } from '../../parties/index.ts'
import type { AlertReason } from '../../benefits/index.ts'
import { folded } from '../attendance/domain.ts'
import { findDigestsElsewhere } from '../store-evidence.ts'
import { findElsewhere } from '../store-giving.ts'
import type { EvidenceRow, GuestSignInRow, RequestRow } from '../tables.ts'
import type { Attendee, Guest } from './guests.ts'
import { missingFrom } from './left-out.ts'
import { loadNamedInvoice, unnamedInvoice, type NamedInvoice } from './invoice.ts'

/** What is doubtful about who was there, or about the invoice. What is strong is laid before compliance. */
export type Flag = {
  readonly what:
    | 'left_customer'
    | 'elsewhere'
    | 'own_staff'
    | 'same_day'
    | 'more_heads'
    | 'repeated_file'
    | 'repeated_list'
    | 'typed_often'
    | 'invoice_stopped'
    | 'invoice_other_buyer'
    | 'invoice_again'
    | 'invoice_unknown'
    | 'invoice_unnamed'
    | 'invoice_unchecked'
    | 'invoice_day_far'
    | 'names_typed'
    | 'signed_unshown'
    | 'scanned_unshown'
    | 'left_out'
    | 'left_out_official'
  readonly count: number
  /** How many of the guests that it rests on are typed and not on record. */
  readonly typed: number
  readonly isStrong: boolean
}

/** A guest at another giving: by the record, or by the name and company that were typed. */
export type Met = {
  readonly key: string
  readonly givingId: string
  readonly on: LocalDate
  readonly place: string | null
  readonly guests: number
}

/** On what they are found. */
export type Seen = {
  readonly attendees: readonly Attendee[]
  /** Who signed in by the code. */
  readonly signIns: readonly GuestSignInRow[]
  readonly guests: readonly Guest[]
  readonly quantity: number
  readonly day: LocalDate
  readonly place: string | undefined
  readonly organisation: Organisation
  /** What each of the guests is found again by; nothing for a name without a company. */
  readonly keys: readonly (string | undefined)[]
  readonly elsewhere: readonly Met[]
  /** Proofs of attendance whose content belongs to another request as well. */
  readonly repeatedFiles: number
  /** The invoice of ours that it names, where it names one. */
  readonly invoice: NamedInvoice | undefined
}

/** So many days around a giving a list that comes again is looked for. */
const listDays = 180

/** A list of fewer people comes again by chance. */
const listMin = 3

/** A guest by name alone who was at so many other givings is there often. */
const oftenMin = 2

/** The kinds of files that prove who was there. */
const ofAttendance: readonly string[] = ['attendeeList', 'photo', 'distributionList']

/** What the records say of those who were there, of the proofs of attendance, and of the invoice. */
export type SeenElsewhere = Pick<Seen, 'keys' | 'elsewhere' | 'repeatedFiles' | 'invoice'>

/** What is known of those who were there from other givings, of their proofs, and of the invoice. */
export async function loadSeen(
  tx: Transaction,
  asked: {
    readonly request: Pick<RequestRow, 'id' | 'entity_id' | 'customer_id'>
    readonly day: LocalDate
    readonly form: string
    readonly invoiceNumber: string | null
    /** Whether its way of giving is proved by the number of an invoice. */
    readonly isInvoiced: boolean
    readonly attendees: readonly Attendee[]
    readonly files: readonly EvidenceRow[]
    readonly organisation: Organisation
  },
): Promise<SeenElsewhere> {
  const { day, form, invoiceNumber: number, attendees, files, organisation } = asked
  const { id: requestId, entity_id: entityId, customer_id: customerId } = asked.request
  const proofs = files.filter(({ kind }) => ofAttendance.includes(kind))
  const personIds = attendees.flatMap(({ personId }) => personId ?? [])
  const nameKeys = attendees.flatMap(({ name }) => (name === undefined ? [] : [folded(name)]))
  const [others, digests] = await Promise.all([
    findElsewhere(tx, {
      personIds,
      nameKeys,
      from: addDays(day, -listDays),
      until: addDays(day, listDays),
      exceptRequestId: requestId,
    }),
    findDigestsElsewhere(tx, requestId, proofs),
  ])
  const customerIds = nameKeys.length === 0 ? [] : [customerId, ...others.map((one) => one.customerId)]
  const companies = companiesBy(await loadCustomers(tx, [...new Set(customerIds.flatMap((id) => id ?? []))]))
  const there = attendees.filter(({ staffId }) => staffId === undefined)
  const keys = there.map((one) => guestKey(companies, one, customerId))
  const elsewhere = others.flatMap((one): Met[] => {
    const key = guestKey(companies, one, one.customerId)
    return key !== undefined && keys.includes(key) ? [{ ...one, key }] : []
  })
  const naming = { requestId, entityId, customerId, form, day }
  const unnamed = asked.isInvoiced ? unnamedInvoice : undefined
  const invoice = number === null ? unnamed : await loadNamedInvoice(tx, organisation, { ...naming, number })
  return { keys, elsewhere, repeatedFiles: digests.size, invoice }
}

/** Customers by identifier and by each of their names, so that a company that is typed is known again. */
function companiesBy(customers: ReadonlyMap<string, CustomerRow>): ReadonlyMap<string, string> {
  return new Map(
    [...customers.values()].flatMap((row) =>
      [row.id, row.name, row.short_name, row.latin_name].flatMap((name) =>
        name === null ? [] : [[folded(name), row.merged_into ?? row.id] as const],
      ),
    ),
  )
}

/** A guest as a list or a row has them. */
type Named = {
  readonly personId?: string | null | undefined
  readonly name?: string | null | undefined
  readonly employer?: string | null | undefined
}

/**
 * What a guest is found again by: the record, else the name with the company that is typed beside it or,
 * without one, the customer. Without a company nobody can say that two people of one name are one.
 */
function guestKey(
  companies: ReadonlyMap<string, string>,
  { personId, name, employer }: Named,
  customerId: string | null,
): string | undefined {
  if (personId) return personId
  const company = folded(employer || (customerId ?? ''))
  return company === ''
    ? undefined
    : [typedMark, folded(name ?? ''), companies.get(company) ?? company].join(' ')
}

/** Before the key of a guest who is typed; no record has such an identifier. */
const typedMark = 'typed:'

/** What is doubtful about who was there. Pure. */
export function flagsOf(seen: Seen): Flag[] {
  const { attendees, guests, quantity, day, place, keys, elsewhere, repeatedFiles } = seen
  const there = attendees.filter(({ staffId }) => staffId === undefined)
  const sameDay = elsewhere.filter(({ on }) => on === day)
  const apart = sameDay.filter((one) => isElsewhere(one.place, place))
  const together = sameDay.filter((one) => !isElsewhere(one.place, place))
  const often = typedOften(elsewhere)
  const flags: Omit<Flag, 'typed'>[] = [
    { what: 'left_customer', count: guests.filter(worksNowhere).length, isStrong: true },
    {
      what: 'own_staff',
      count: there.filter((one) => isOurs(seen.organisation, one)).length,
      isStrong: true,
    },
    { what: 'more_heads', count: there.length === 0 ? 0 : quantity - there.length, isStrong: false },
    { what: 'repeated_file', count: repeatedFiles, isStrong: true },
    ...flagsOfLeftOut(missingFrom(seen.signIns, attendees)),
    ...flagsOfInvoice(seen.invoice),
  ]
  const ofGuests: Flag[] = [
    { what: 'elsewhere', ...peopleIn(apart), isStrong: true },
    { what: 'same_day', ...peopleIn(together), isStrong: false },
    {
      what: 'repeated_list',
      count: repeatedLists(keys, elsewhere),
      typed: keys.filter(isTyped).length,
      isStrong: true,
    },
    { what: 'typed_often', count: often, typed: often, isStrong: false },
  ]
  return [...flags.map((flag) => ({ ...flag, typed: 0 })), ...ofGuests].filter(({ count }) => count > 0)
}

/**
 * Who signed in and is on no list. With its reason a guest who left at once is no alarm; leaving out somebody
 * who said that they hold a public office, or did not say that they hold none, is how one is hidden.
 */
function flagsOfLeftOut(missing: readonly GuestSignInRow[]): Omit<Flag, 'typed'>[] {
  const plain = missing.filter((row) => row.is_official === 'no').length
  return [
    { what: 'left_out_official', count: missing.length - plain, isStrong: true },
    { what: 'left_out', count: plain, isStrong: false },
  ]
}

/** What is doubtful about the invoice on which it is said to stand. */
function flagsOfInvoice(invoice: NamedInvoice | undefined): Omit<Flag, 'typed'>[] {
  if (!invoice) return []
  const { stops, others, doubts } = invoice
  return [
    { what: 'invoice_stopped', count: stops ? 1 : 0, isStrong: true },
    { what: 'invoice_again', count: others, isStrong: true },
    ...doubts.map((doubt) => ({
      what: `invoice_${doubt}` as const,
      count: 1,
      isStrong: doubt === 'other_buyer',
    })),
  ]
}

/** The kinds of files that are a list of who attended. */
const lists: readonly string[] = ['attendeeList', 'distributionList']

/**
 * Where no paper is a list of who came, names stand for it on the word of whoever asked for the benefit:
 * how many are typed, and how many are said to have signed a list, or to have scanned a code, that nobody has
 * seen. Who signed in by the code of this product is on record; the word of another scan proves none. It is
 * told where the policy wants the list.
 */
export function listFlags(
  attendees: readonly Attendee[],
  files: readonly Pick<EvidenceRow, 'kind'>[],
): Flag[] {
  if (files.some(({ kind }) => lists.includes(kind))) return []
  const guests = attendees.filter(({ staffId }) => staffId === undefined)
  const known = (how: Attendee['how']) =>
    guests.filter((one) => one.how === how && one.signInId === undefined).length
  return [
    { what: 'names_typed' as const, count: known('listed'), typed: 0, isStrong: false },
    { what: 'signed_unshown' as const, count: known('sign_in_list'), typed: 0, isStrong: false },
    { what: 'scanned_unshown' as const, count: known('qr'), typed: 0, isStrong: false },
  ].filter(({ count }) => count > 0)
}

/** Why compliance is to look at it. */
export function reasonsOfFlags(flags: readonly Flag[]): AlertReason[] {
  const strong = flags.filter(({ isStrong }) => isStrong).map(({ what }) => what)
  return [...new Set(strong.map(reasonOf))]
}

function reasonOf(what: Flag['what']): AlertReason {
  if (what === 'repeated_file' || what === 'repeated_list') return 'repeated_list'
  return what.startsWith('invoice_') ? 'doubtful_invoice' : 'doubtful_guest'
}

/** Two places that are both named and are not one place. */
function isElsewhere(one: string | null, other: string | undefined): boolean {
  if (one === null || other === undefined) return false
  return !isSameVenue(one, other)
}

/** How many people they are, and how many of them are typed. */
function peopleIn(met: readonly Met[]): Pick<Flag, 'count' | 'typed'> {
  const keys = [...new Set(met.map(({ key }) => key))]
  return { count: keys.length, typed: keys.filter(isTyped).length }
}

function isTyped(key: string | undefined): boolean {
  return key?.startsWith(typedMark) === true
}

/** Guests by name alone, who have no sum of their own, and were at several other givings. */
function typedOften(met: readonly Met[]): number {
  const others = Map.groupBy(
    met.filter(({ key }) => isTyped(key)),
    ({ key }) => key,
  )
  const isOften = (those: readonly Met[]) => new Set(those.map(({ givingId }) => givingId)).size >= oftenMin
  return [...others.values()].filter(isOften).length
}

/** On record, not a consumer, and at work for nobody on that day: they have left. */
function worksNowhere({ situation, isOnRecord }: Guest): boolean {
  const { person } = situation.parties
  return isOnRecord && person !== undefined && person.employerIds.length === 0 && person.class !== 'consumer'
}

/** Somebody who is listed as a guest and has the name of one of our own people. */
function isOurs({ people }: Organisation, { name }: Attendee): boolean {
  if (name === undefined) return false
  const wanted = name.replaceAll(/\s/g, '')
  return [...people.values()].some(({ name_zh: zh, name_en: en }) =>
    [zh, en].some((each) => each.replaceAll(/\s/g, '') === wanted),
  )
}

/** Other givings at which exactly these people were. */
function repeatedLists(keys: readonly (string | undefined)[], met: readonly Met[]): number {
  const known = new Set(keys.filter((key) => key !== undefined)).size
  if (known < listMin || known < keys.length) return 0
  return [...Map.groupBy(met, ({ givingId }) => givingId).values()].filter(
    (those) => new Set(those.map(({ key }) => key)).size === known && those[0]?.guests === known,
  ).length
}
