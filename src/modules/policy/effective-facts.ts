import type { Facts } from '../../contract/facts.ts'
import { daysBetween } from '../../kernel/time.ts'

type Recipient = NonNullable<Facts['recipient']>
type RecipientClass = NonNullable<Recipient['class']>

/**
 * The facts as the rules see them: contradictions resolved to the stricter reading, the person who really
 * receives put in the recipient's place, account facts without meaning taken out. The input stays as it is.
 */
export function effectiveFacts(facts: Facts): Facts {
  const recipient = effectiveRecipient(facts)
  const rail = facts.payee?.rail
  const payee =
    rail !== undefined && railsWithoutAccount.has(rail) ? { ...facts.payee, ...noAccount } : facts.payee
  if (recipient === facts.recipient && payee === facts.payee) return facts
  return { ...facts, recipient, payee }
}

/** Handed over, taken off an invoice or set off: no account is paid. */
const railsWithoutAccount: ReadonlySet<string> = new Set(['in_kind', 'invoice_deduction', 'offset'])

/** These values match no rule about accounts. */
const noAccount = { accountType: 'none', nameMatch: true, verified: true, changedByEmailOnly: false } as const

const entityClasses: ReadonlySet<string> = new Set(['customer_entity', 'state_unit', 'charity'])
const officialClasses: ReadonlySet<string> = new Set([
  'public_official',
  'state_functionary',
  'foreign_official',
  'intl_org_official',
  'soe_manager',
  'state_participated_nominee',
])
const stateSides: ReadonlySet<string> = new Set(['state_body', 'state_shareholder', 'party_body'])
const stateOwnerships: ReadonlySet<string> = new Set([
  'state_wholly_owned',
  'state_controlled',
  'state_participated',
  'public_body',
])

function effectiveRecipient(facts: Facts): Facts['recipient'] {
  const given = facts.recipient
  const holder = facts.payee?.holder
  if (holder === 'customer_staff' || holder === 'official' || holder === 'relative_of_customer_staff') {
    const taken = trueRecipient(facts, given, holder)
    if (taken) return taken
  }
  const kind = given?.kind ?? kindOf(given?.class)
  const found = contradicted(facts, given)
  if (found === (given?.class ?? 'unknown') && kind === given?.kind && given?.class) return given
  return { ...given, class: found, ...(kind ? { kind } : {}) }
}

function kindOf(known: RecipientClass | undefined): Recipient['kind'] {
  if (known === undefined || known === 'unknown' || known === 'intermediary') return undefined
  return entityClasses.has(known) ? 'entity' : 'person'
}

/** A person whose account or hands take the benefit is its recipient, whatever the papers say. */
function trueRecipient(
  facts: Facts,
  given: Facts['recipient'],
  holder: 'customer_staff' | 'official' | 'relative_of_customer_staff',
): Recipient | undefined {
  const isPerson = (given?.kind ?? kindOf(given?.class)) === 'person'
  if (holder === 'official') {
    const known = given?.class
    if (isPerson && known && officialClasses.has(known)) return undefined
    return { ...given, kind: 'person', class: 'public_official', officialDealings: true }
  }
  if (isPerson) return undefined
  if (holder === 'relative_of_customer_staff') {
    const related = [{ class: 'unknown' as const, decidesOnUs: true }]
    return { ...given, kind: 'person', class: 'related_person', decidesOnUs: true, relatedTo: related }
  }
  const employerId = facts.customer?.id ?? given?.id
  const staff = facts.customer?.ownership === 'private' ? ('private_staff' as const) : ('unknown' as const)
  return { ...given, kind: 'person', class: staff, decidesOnUs: true, ...(employerId ? { employerId } : {}) }
}

/** "Private" that the records contradict is unknown, or a nominee where the state side chose the person. */
function contradicted(facts: Facts, given: Facts['recipient']): RecipientClass {
  const stated = given?.class ?? 'unknown'
  if (stated !== 'private_staff' || given?.classVerified === true) return stated
  if (isNominee(given)) return 'state_participated_nominee'
  const ownership = facts.customer?.ownership
  const otherEmployer =
    given?.employerId !== undefined &&
    facts.customer?.id !== undefined &&
    given.employerId !== facts.customer.id
  return ownership !== undefined && stateOwnerships.has(ownership) && !otherEmployer
    ? 'unknown'
    : 'private_staff'
}

function isNominee(given: Facts['recipient']): boolean {
  const isPlaced = given?.nominatedBy !== undefined && stateSides.has(given.nominatedBy)
  return isPlaced && given.kind !== 'entity'
}

/**
 * The classes that a recipient may have. Somebody of unknown class whom the state side placed waits as an
 * unknown and is forbidden what a nominee is forbidden.
 */
export function classesOf(facts: Facts): RecipientClass | readonly RecipientClass[] | undefined {
  const found = facts.recipient?.class
  const isUnknown = found === undefined || found === 'unknown'
  return isUnknown && isNominee(facts.recipient) ? ['unknown', 'state_participated_nominee'] : found
}

/** The facts without those that somebody only says of the matter; undefined when nobody does. */
export function unsaid(facts: Facts): Facts | undefined {
  const { sources } = facts
  if (!sources) return undefined
  const said = Object.keys(sources).filter((path) => sources[path] === 'self')
  if (said.length === 0) return undefined
  // The history is long, shared and never said: it is passed on and not copied.
  const { history, ...rest } = facts
  const copy: Record<string, unknown> = structuredClone(rest)
  for (const path of said) remove(copy, path.split('.'))
  return { ...(copy as Omit<Facts, 'history'>), ...(history === undefined ? {} : { history }) }
}

/** The facts as somebody says they are, where a record says something else; undefined when nobody does. */
export function asSaid(facts: Facts): Facts | undefined {
  const { history, saidOtherwise, ...rest } = facts
  if (!saidOtherwise) return undefined
  const copy: Record<string, unknown> = structuredClone(rest)
  for (const [path, value] of Object.entries(saidOtherwise)) put(copy, path.split('.'), value)
  return { ...(copy as Omit<Facts, 'history'>), ...(history === undefined ? {} : { history }) }
}

function put(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value
    return
  }
  const inner = target[name]
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
  target[name] = next
  put(next, rest, value)
}

function remove(target: Record<string, unknown>, [name = '', ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    delete target[name]
    return
  }
  const inner = target[name]
  if (typeof inner === 'object' && inner !== null) remove(inner as Record<string, unknown>, rest)
}

type DerivedReader = (facts: Facts) => boolean | number | undefined

/** The derived facts with their readers and the given facts they rest on. */
export const derivedFacts: Readonly<Record<string, { read: DerivedReader; from: readonly string[] }>> = {
  'derived.prospective': { read: isProspective, from: ['request.kind', 'request.retroactive'] },
  'derived.daysSinceAward': { read: daysSinceAward, from: ['tender.awardedOn'] },
  'derived.yearsSinceOffice': { read: yearsSinceOffice, from: ['recipient.leftOfficeOn'] },
  'derived.hostsExceedGuests': {
    read: hostsExceedGuests,
    from: ['benefit.meal.guests', 'benefit.meal.hosts'],
  },
  'derived.termsFixedLate': {
    read: termsFixedLate,
    from: ['programme.termsFixedOn', 'programme.earnedFrom'],
  },
  'derived.peerGap': { read: peerGap, from: ['programme.peers', 'programme.ratePercent'] },
  'derived.dutiesCollide': { read: dutiesCollide, from: ['request.requesterId'] },
  'derived.selfBenefit': { read: selfBenefit, from: ['recipient.id', 'request.requesterIsClose'] },
}

/** Still to be given and not yet being paid: evidence of the act itself cannot exist yet. */
function isProspective(facts: Facts): boolean {
  const request = facts.request
  if (request?.kind !== 'benefit' && request?.kind !== 'programme_launch') return false
  return request.retroactive === false && request.payerId === undefined
}

function daysSinceAward(facts: Facts): number | undefined {
  const awardedOn = facts.tender?.awardedOn
  return awardedOn === undefined ? undefined : daysBetween(awardedOn, facts.asOf)
}

function yearsSinceOffice(facts: Facts): number | undefined {
  const left = facts.recipient?.leftOfficeOn
  if (left === undefined) return undefined
  const years = Number(facts.asOf.slice(0, 4)) - Number(left.slice(0, 4))
  return facts.asOf.slice(4) < left.slice(4) ? years - 1 : years
}

function hostsExceedGuests(facts: Facts): boolean | undefined {
  const meal = facts.benefit?.meal
  if (meal?.guests === undefined || meal.hosts === undefined) return undefined
  return meal.hosts > meal.guests
}

function termsFixedLate(facts: Facts): boolean | undefined {
  const programme = facts.programme
  if (programme?.termsFixedOn === undefined || programme.earnedFrom === undefined) return undefined
  return programme.termsFixedOn > programme.earnedFrom
}

/** Some competing customer on equal terms has another rate. */
function peerGap(facts: Facts): boolean | undefined {
  const peers = facts.programme?.peers
  if (peers === undefined) return undefined
  let open = false
  for (const peer of peers) {
    if (peer.equalTerms === false) continue
    const own = facts.programme?.ratePercent
    if (peer.equalTerms === undefined || peer.ratePercent === undefined || own === undefined) open = true
    else if (percentUnits(peer.ratePercent) !== percentUnits(own)) return true
  }
  return open ? undefined : false
}

/** One person in two of the duties; a duty that nobody holds yet collides with nothing. */
function dutiesCollide(facts: Facts): boolean {
  const request = facts.request
  if (!request) return false
  const duties = [
    request.requesterId === undefined ? [] : [request.requesterId],
    request.approverIds ?? [],
    request.payerId === undefined ? [] : [request.payerId],
    request.policyEditorIds ?? [],
  ]
  const seen = new Set<string>()
  for (const people of duties) {
    if (people.some((person) => seen.has(person))) return true
    for (const person of people) seen.add(person)
  }
  return false
}

/** The recipient is one of those who ask, approve, pay or give, or is their relative or their own firm. */
function selfBenefit(facts: Facts): boolean {
  const id = facts.recipient?.id
  const request = facts.request
  if (facts.payee?.holder === 'giver_staff' && facts.request?.kind !== 'expense_claim') return true
  if (request?.requesterIsClose === true) return true
  if (id === undefined) return false
  return (
    id === request?.requesterId ||
    id === request?.payerId ||
    id === facts.giver?.personId ||
    (request?.approverIds ?? []).includes(id)
  )
}

/** A percentage as ten-thousandths of a percent, so that "5" and "5.0000" are one value. */
export function percentUnits(text: string): number {
  const [whole = '0', fraction = ''] = text.split('.')
  return Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'))
}
