import type { DueEvidence } from '../../parts/evidence.tsx'
import type { Answer, Given } from '../../shell/api.ts'

type Case = Answer<'requestDetail'>
type Body = NonNullable<Given<'give'>['body']>
type Attendee = NonNullable<Body['attendees']>[number]
type Money = NonNullable<Case['amount']>

/** What the form of giving looks at. */
export type GivenItem = Pick<
  Case,
  'amount' | 'each' | 'happenedOn' | 'recipient' | 'giving' | 'needs' | 'evidence' | 'verdict'
>

/** What the form holds, as it is typed. */
export type GiveForm = {
  readonly givenOn: string
  readonly amount: Money | undefined
  readonly count: string
  readonly names: string
  readonly place: string
  readonly vendor: string
  readonly way: Body['way'] | ''
  readonly hosts: string
  readonly invoiceNumber: string
  readonly text: string
}

/** Somebody as a line names them. */
export type Named = { readonly name: string; readonly employer?: string }

/** Reads names, one a line or separated by commas; an employer stands in brackets. Each counts once. */
export function readNames(text: string): Named[] {
  const parts = text
    .split(/[\n\t,，、;；]/u)
    .map((part) => part.trim().replaceAll(/\s+/gu, ' '))
    .filter((part) => part !== '')
  const named = parts.map((part): Named => {
    const [, name, employer] = /^([^(（]+)[(（]([^)）]+)[)）]$/u.exec(part) ?? []
    return name === undefined || employer === undefined
      ? { name: part }
      : { name: name.trim(), employer: employer.trim() }
  })
  return [...new Map(named.map((one) => [`${one.name} ${one.employer ?? ''}`, one])).values()]
}

/** The form as it opens: as it was recorded last, else as it was approved. */
export function startOf(item: GivenItem): GiveForm {
  const { giving } = item
  return {
    givenOn: giving?.givenOn ?? item.happenedOn ?? '',
    amount: giving?.amount ?? item.amount,
    count: String(giving?.quantity ?? item.each?.count ?? 1),
    names: namesBefore(item),
    place: giving?.place ?? '',
    vendor: giving?.vendor ?? '',
    way: '',
    hosts: giving?.hosts === undefined ? '' : String(giving.hosts),
    invoiceNumber: giving?.invoiceNumber ?? '',
    text: '',
  }
}

function namesBefore({ giving, recipient }: GivenItem): string {
  const guests = (giving?.attendees ?? []).filter(({ side }) => side === 'guest')
  if (guests.length > 0) return guests.map(({ name, employer }) => lineOf(name, employer)).join('\n')
  return recipient?.kind === 'person' ? recipient.name : ''
}

function lineOf(name: string, employer: string | undefined): string {
  return employer === undefined ? name : `${name}（${employer}）`
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

function isNames({ purposes }: Need): boolean {
  return purposes.includes('attendeeList')
}

function isInvoiceNumber({ purposes }: Need): boolean {
  return purposes.includes('redInvoice')
}

/** A whole number of at least `least`; undefined where it is none. */
export function countIn(text: string, least: number): number | undefined {
  return /^\d{1,7}$/u.test(text.trim()) && Number(text) >= least ? Number(text) : undefined
}

/** Whether the form can be sent as it stands. */
export function isSendable(form: GiveForm, hasAmount: boolean): boolean {
  const isHostsRead = form.hosts.trim() === '' || countIn(form.hosts, 0) !== undefined
  return (
    form.givenOn !== '' &&
    (!hasAmount || form.amount !== undefined) &&
    countIn(form.count, 1) !== undefined &&
    isHostsRead
  )
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
  const isListed = asksNames(item) && form.names.trim() !== startOf(item).names
  const named = isListed ? readNames(form.names).length : 0
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
  const isRecounted = changes.includes('amount') || changes.includes('count')
  const changed = (key: 'place' | 'vendor' | 'invoiceNumber' | 'names') =>
    form[key].trim() !== start[key] && form[key].trim() !== ''
  return {
    ...sent,
    givenOn: form.givenOn,
    ...(form.text.trim() === '' ? {} : { text: form.text.trim() }),
    ...(isRecounted && form.amount ? { amount: { whole: form.amount } } : {}),
    ...(count !== undefined && form.count !== start.count ? { quantity: count } : {}),
    ...(hosts !== undefined && form.hosts !== start.hosts ? { hosts } : {}),
    ...(changed('names') ? { attendees: attendeesOf(item, form.names) } : {}),
    ...(changed('place') ? { place: form.place.trim() } : {}),
    ...(changed('vendor') ? { vendor: { name: form.vendor.trim() } } : {}),
    ...(form.way === '' || form.way === undefined ? {} : { way: form.way }),
    ...(changed('invoiceNumber') ? { invoiceNumber: form.invoiceNumber.trim() } : {}),
  }
}

/** The people of the list: those on record by their record, others by name; our own stay as they were. */
function attendeesOf({ recipient, giving }: GivenItem, text: string): Attendee[] {
  const before = giving?.attendees ?? []
  const known = new Map(before.flatMap(({ name, partyId }) => (partyId ? [[name, partyId] as const] : [])))
  if (recipient?.kind === 'person') known.set(recipient.name, recipient.id)
  const guests = readNames(text).map((one): Attendee => {
    const partyId = one.employer === undefined ? known.get(one.name) : undefined
    return partyId === undefined ? one : { partyId }
  })
  const hosts = before.flatMap(({ staffId, how }) => (staffId ? [{ staffId, how }] : []))
  return [...guests, ...hosts]
}

/** What its way of giving still asks for, with what the form holds already. */
export function stillNeeded(item: GivenItem, form: GiveForm, purposes: readonly string[]): readonly Need[] {
  const present = new Set([...item.evidence.map((file) => file.purpose), ...purposes])
  const isListed = readNames(form.names).length >= (countNow(item, form) ?? 1)
  return (item.needs ?? []).filter(
    (need) =>
      !need.purposes.some((purpose) => present.has(purpose)) &&
      !(isNames(need) && isListed) &&
      !(isInvoiceNumber(need) && form.invoiceNumber.trim() !== ''),
  )
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
