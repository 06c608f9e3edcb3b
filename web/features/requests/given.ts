import type { DueEvidence } from '../../parts/evidence.tsx'
import type { Answer, Given } from '../../shell/api.ts'
import type { Vendor } from './vendor-input.tsx'
import { leftOutOf } from './attendance.ts'
import { attendeesOf, cameOf, guestsOf, isOtherThanExpected, type Guests } from './guests.ts'

type Case = Answer<'requestDetail'>
type Body = NonNullable<Given<'give'>['body']>
type Money = NonNullable<Case['amount']>

/** What the form of giving looks at. */
export type GivenItem = Pick<
  Case,
  | 'amount'
  | 'each'
  | 'happenedOn'
  | 'plan'
  | 'recipient'
  | 'customer'
  | 'giving'
  | 'attendance'
  | 'needs'
  | 'give'
  | 'evidence'
  | 'verdict'
>

/** What the form holds, as it is typed. */
export type GiveForm = {
  readonly givenOn: string
  readonly amount: Money | undefined
  readonly count: string
  readonly guests: Guests
  readonly place: string
  readonly vendor: Vendor
  readonly way: Body['way'] | ''
  readonly hosts: string
  readonly invoiceNumber: string
  readonly text: string
}

/** The form as it opens: as it was recorded last, else as it was approved. */
export function startOf(item: GivenItem): GiveForm {
  const { giving, plan } = item
  return {
    givenOn: giving?.givenOn ?? item.happenedOn ?? '',
    amount: giving?.amount ?? item.amount,
    count: String(giving?.quantity ?? item.each?.count ?? 1),
    guests: guestsOf(item),
    place: giving?.place ?? plan?.place ?? '',
    vendor: { name: giving?.vendor ?? plan?.vendor ?? '' },
    way: '',
    hosts: giving?.hosts === undefined ? '' : String(giving.hosts),
    invoiceNumber: giving?.invoiceNumber ?? '',
    text: '',
  }
}

/** Whether the form asks who was there at first sight: a person was to receive it, or people are counted. */
export function asksNames({ each, recipient, needs = [] }: GivenItem): boolean {
  const isCounted = each?.unit === 'guest' || each?.unit === 'person'
  return isCounted || recipient?.kind === 'person' || needs.some(isNames)
}

/** Whether its way of giving is a number on an invoice. */
export function asksInvoiceNumber({ needs = [] }: GivenItem): boolean {
  return needs.some(isInvoiceNumber)
}

type Need = NonNullable<Case['needs']>[number]

function isNames({ told }: Need): boolean {
  return told.includes('names')
}

function isInvoiceNumber({ told }: Need): boolean {
  return told.includes('invoiceNumber')
}

/** What the chosen way needs; the approved one where none is chosen. */
function needsOfWay({ give, needs = [] }: GivenItem, way: GiveForm['way']): readonly Need[] {
  return way === '' ? needs : (give?.ways.find((each) => each.way === way)?.needs ?? needs)
}

/** A whole number of at least `least`; undefined where it is none. */
export function countIn(text: string, least: number): number | undefined {
  return /^\d{1,7}$/u.test(text.trim()) && Number(text) >= least ? Number(text) : undefined
}

/** Whether the form can be sent as it stands. */
export function isSendable(form: GiveForm, hasAmount: boolean): boolean {
  const isHostsRead = form.hosts.trim() === '' || countIn(form.hosts, 0) !== undefined
  return (
    !isNobody(form) &&
    leftOutOf(form.guests).every(({ reason }) => reason !== '') &&
    form.givenOn !== '' &&
    (!hasAmount || form.amount !== undefined) &&
    countIn(form.count, 1) !== undefined &&
    isHostsRead
  )
}

/** Whether it says that nobody of those who were expected came, nor anybody else: then nothing was given. */
export function isNobody({ guests }: GiveForm): boolean {
  return guests.expected.length > 0 && cameOf(guests).length === 0
}

/** In what the form differs from how it opened, where the policy has a tolerance or decides anew. */
export function changesOf(item: GivenItem, form: GiveForm): ('day' | 'amount' | 'count' | 'way')[] {
  const start = startOf(item)
  const isOtherAmount =
    form.amount !== undefined &&
    start.amount !== undefined &&
    (form.amount.minor !== start.amount.minor || form.amount.currency !== start.amount.currency)
  return [
    ...(form.givenOn !== '' && form.givenOn !== start.givenOn ? (['day'] as const) : []),
    ...(isOtherAmount ? (['amount'] as const) : []),
    ...(countNow(item, form) === countIn(start.count, 1) ? [] : (['count'] as const)),
    ...(form.way === '' ? [] : (['way'] as const)),
  ]
}

/** As many as the form says, or as are named where people are counted and those are more. */
function countNow(item: GivenItem, form: GiveForm): number | undefined {
  const said = countIn(form.count, 1)
  const isListed = asksNames(item) && isOtherThanExpected(form.guests)
  const named = isListed ? cameOf(form.guests).length : 0
  return said === undefined ? undefined : Math.max(said, named)
}

/**
 * What is sent: the day and the papers, and what happened otherwise than the form opened with. The amount
 * goes with another number of guests, so that the whole stays what the form shows.
 */
export function bodyOf(
  item: GivenItem,
  form: GiveForm,
  sent: { readonly version: number; readonly fileIds: string[] },
): Body {
  const start = startOf(item)
  const changes = changesOf(item, form)
  const count = countIn(form.count, 1)
  const hosts = countIn(form.hosts, 0)
  const leftOut = leftOutOf(form.guests)
  const isRecounted = changes.includes('amount') || changes.includes('count')
  const changed = (key: 'place' | 'invoiceNumber') =>
    form[key].trim() !== start[key] && form[key].trim() !== ''
  return {
    ...sent,
    givenOn: form.givenOn,
    ...(form.text.trim() === '' ? {} : { text: form.text.trim() }),
    ...(isRecounted && form.amount ? { amount: { whole: form.amount } } : {}),
    ...(count !== undefined && form.count !== start.count ? { quantity: count } : {}),
    ...(hosts !== undefined && form.hosts !== start.hosts ? { hosts } : {}),
    ...(isOtherThanExpected(form.guests) ? { attendees: attendeesOf(form.guests, item.giving) } : {}),
    ...(leftOut.length === 0 ? {} : { leftOut }),
    ...(changed('place') ? { place: form.place.trim() } : {}),
    ...vendorIn(form.vendor, start.vendor),
    ...(form.way === '' || form.way === undefined ? {} : { way: form.way }),
    ...(changed('invoiceNumber') ? { invoiceNumber: form.invoiceNumber.trim() } : {}),
  }
}

/** One on record by its identifier, another name as it is typed, and nothing where it is as it was. */
function vendorIn({ id, name }: Vendor, start: Vendor): Pick<Body, 'vendor'> {
  if (id !== undefined) return { vendor: { partyId: id } }
  const isOther = name.trim() !== start.name && name.trim() !== ''
  return isOther ? { vendor: { name: name.trim() } } : {}
}

/** What its way of giving still asks for, with what the form holds already. */
export function stillNeeded(item: GivenItem, form: GiveForm, purposes: readonly string[]): readonly Need[] {
  const present = new Set([...item.evidence.map((file) => file.purpose), ...purposes])
  const isListed = cameOf(form.guests).length >= (countNow(item, form) ?? 1)
  return needsOfWay(item, form.way).filter(
    (need) =>
      !need.purposes.some((purpose) => present.has(purpose)) &&
      !(isNames(need) && isListed) &&
      !(isInvoiceNumber(need) && form.invoiceNumber.trim() !== ''),
  )
}

/** The papers that whoever records it can bring for the chosen way; the server says which. */
export function papersOf(item: GivenItem, way: GiveForm['way']): readonly DueEvidence[] {
  const ways = item.give?.ways ?? []
  return (ways.find((each) => each.way === way) ?? ways[0])?.papers ?? wantedOf(item)
}

/** The papers that a file can be: those of the verdict, and those that its way of giving asks for. */
export function wantedOf({ verdict, needs = [], evidence }: GivenItem): DueEvidence[] {
  const known = verdict?.evidence ?? []
  const has = (purpose: string) => [...known, ...evidence].some((each) => each.purpose === purpose)
  const further = needs.flatMap(({ due, text, purposes }) => {
    const [first] = purposes
    return first === undefined || purposes.some(has) ? [] : [{ purpose: first, name: text, due }]
  })
  return [...known, ...further]
}
