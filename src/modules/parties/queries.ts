import type { z } from 'zod'
import type { searchParties } from '../../contract/parties.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dealsTexts } from '../../texts/deals.ts'
import { matchingTexts } from '../../texts/matching.ts'
import { fill } from '../../texts/text.ts'
import { loadEntityNames } from '../access/index.ts'
import { findCandidates, type Candidate } from './candidates.ts'
import { classInForce } from './classes.ts'
import { customerLabel, customerRef, partyWord, sayParty, shownPeople, type PartyReader } from './refs.ts'
import { loadPeople, loadPeopleOf, withMerged } from './store.ts'
import { loadCustomersOn } from './store-files.ts'
import { findByName } from './store-search.ts'
import type { CustomerRow } from './tables.ts'

/** What the search of parties asks of modules above; filled in `app`. */
export type SearchPorts = {
  /** The parties of a person's latest requests, the latest first. */
  readonly recentParties: (tx: Transaction, personId: string) => Promise<readonly string[]>
  /** The open matter of each customer that has one on that day. */
  readonly openMatters: (
    tx: Transaction,
    customerIds: readonly string[],
    day: LocalDate,
  ) => Promise<ReadonlyMap<string, OpenMatter>>
}

/** The most sensitive matter between us and a customer. */
export type OpenMatter = {
  readonly state: 'none' | 'open' | 'objection_period' | 'awarded'
  readonly matter: 'none' | 'tender' | 'renewal' | 'inspection' | 'licence' | 'audit' | 'dispute'
}

/** What somebody searches for. */
export type Search = {
  readonly q: string
  readonly kind: 'organisation' | 'person' | 'any'
  readonly employerId?: string | undefined
  readonly personId: string
}

type Found = {
  readonly id: string
  readonly match: Item['match']
  readonly why: string
  readonly score: number
}
/** Who was found; not whole where more have such a name, or work there. */
type Listed = { readonly found: readonly Found[]; readonly isWhole: boolean }
type Answer = z.output<typeof searchParties.answer>
type Item = Answer['items'][number]

const recentMax = 5
const itemsMax = 10

/**
 * Candidates for what was typed, best first. Without a text: the reader's last five, or the contacts of the
 * customer that was chosen before.
 */
export async function searchFor(
  tx: Transaction,
  ports: SearchPorts,
  reader: PartyReader,
  search: Search,
): Promise<Answer> {
  const text = search.q.trim()
  const { found, isWhole } =
    text === '' ? await unasked(tx, ports, reader, search) : await asked(tx, reader, search, text)
  const items = await itemsOf(tx, ports, reader, found)
  const fitting = items.filter((item) => search.kind === 'any' || item.kind === search.kind)
  const isExact = fitting.some((item) => item.match === 'exact')
  const shown = fitting.slice(0, text === '' ? recentMax : itemsMax)
  return {
    items: shown,
    asksWhich: text !== '' && !isExact,
    hasMore: !isWhole || (text !== '' && shown.length < fitting.length),
  }
}

async function unasked(
  tx: Transaction,
  ports: SearchPorts,
  reader: PartyReader,
  { employerId, personId }: Search,
): Promise<Listed> {
  if (employerId !== undefined) {
    const { members } = await withMerged(tx, [employerId])
    const ids = await loadPeopleOf(tx, members, reader.today)
    const why = sayParty(reader, 'why.contact')
    // Only the first are proposed; whoever is not among them is found by name.
    const found = ids.slice(0, recentMax).map((id) => ({ id, match: 'recent' as const, why, score: 1 }))
    return { found, isWhole: ids.length <= recentMax }
  }
  const ids = await ports.recentParties(tx, personId)
  const { survivorOf } = await withMerged(tx, ids)
  const why = sayParty(reader, 'why.recent')
  const recent = [...new Set(ids.map(survivorOf))]
  return { found: recent.map((id) => ({ id, match: 'recent', why, score: 1 })), isWhole: true }
}

async function asked(tx: Transaction, reader: PartyReader, search: Search, text: string): Promise<Listed> {
  const { kind, employerId } = search
  const looks = { name: text, code: text, phone: text }
  const { survivorOf } = await withMerged(tx, employerId === undefined ? [] : [employerId])
  const employer = employerId === undefined ? {} : { employer: survivorOf(employerId) }
  const organisations =
    kind === 'person' ? [] : await findCandidates(tx, { ...looks, schema: 'organisation' }, reader.today)
  const people =
    kind === 'organisation'
      ? []
      : await findCandidates(tx, { name: text, phone: text, schema: 'person', ...employer }, reader.today)
  const scored = [...organisations, ...people].map((each) => foundBy(reader, each))
  const { ids, isWhole } = await findByName(tx, text, kind, itemsMax)
  const why = sayParty(reader, 'why.contains')
  const more = ids.map((id) => ({ id, match: 'possible' as const, why, score: 0 }))
  const known = new Set(scored.map((each) => each.id))
  const found = [...scored, ...more.filter((each) => !known.has(each.id))]
  return { found: found.toSorted((a, b) => b.score - a.score), isWhole }
}

function foundBy(reader: PartyReader, candidate: Candidate): Found {
  const same = candidate.reasons.some((reason) => reason === 'name.same' || reason === 'code.same')
  const isMatch = candidate.verdict === 'match'
  return {
    id: candidate.id,
    match: isMatch ? (same ? 'exact' : 'likely') : 'possible',
    why: whyFound(reader, candidate),
    score: candidate.score,
  }
}

/** Why a known party is offered for what was typed: what is alike, and by which other name it was found. */
function whyFound(reader: PartyReader, { reasons, formerly }: Candidate): string {
  const alike = reasons.map((reason) => fill(matchingTexts[`match.${reason}`], reader.language))
  const other = formerly === undefined ? [] : [sayParty(reader, 'why.formerly', { name: formerly })]
  return [...other, ...alike].join(reader.language === 'en' ? ', ' : '，')
}

async function itemsOf(
  tx: Transaction,
  ports: SearchPorts,
  reader: PartyReader,
  found: readonly Found[],
): Promise<Item[]> {
  const ids = found.map((each) => each.id)
  const customers = await loadCustomersOn(tx, ids, reader.today)
  const personIds = [
    ...(
      await loadPeople(
        tx,
        ids.filter((id) => !customers.has(id)),
      )
    ).keys(),
  ]
  const people = await shownPeople(tx, reader, personIds)
  const employers = personIds.flatMap((id) => people.employer(id)?.id ?? [])
  const matters = await ports.openMatters(tx, [...new Set([...customers.keys(), ...employers])], reader.today)
  const ownNames = await loadEntityNames(tx)
  return found.flatMap(({ id, match, why }): Item[] => {
    const customer = customers.get(id)
    // An entity of ours that was entered among the customers, once upon a time, is offered to nobody.
    if (customer && ownNames.includes(customer.name)) return []
    if (customer) {
      const label = customerLabel(reader, customer)
      const flags = [...matterFlags(reader, matters.get(id)), ...ownershipFlags(reader, customer)]
      return [{ ...customerRef(customer), label, match, why, flags }]
    }
    if (!personIds.includes(id)) return []
    const { classification } = people.situation(id)
    const employer = people.employer(id)
    const flags = [
      ...classFlags(reader, classification ? classInForce([classification], reader.today) : 'unknown'),
      ...matterFlags(reader, employer && matters.get(employer.id)),
    ]
    return [{ ...people.ref(id), match, why, flags }]
  })
}

function matterFlags(reader: PartyReader, matter: OpenMatter | undefined): string[] {
  if (!matter || (matter.state !== 'open' && matter.state !== 'objection_period')) return []
  const word = fill(dealsTexts[`matter.${matter.matter}`], reader.language)
  return [sayParty(reader, 'flag.tender', { matter: word })]
}

function ownershipFlags(reader: PartyReader, customer: CustomerRow): string[] {
  if (isPublicBody(customer)) return [partyWord(reader, 'type', customer.type)]
  const isState = customer.ownership === 'state_wholly_owned' || customer.ownership === 'state_controlled'
  return isState ? [sayParty(reader, 'flag.state_owned')] : []
}

/** True for state organs, public institutions and what belongs to them. */
export function isPublicBody(customer: CustomerRow): boolean {
  const bodies = [
    'state_organ',
    'public_institution',
    'public_hospital',
    'public_school',
    'foreign_government',
  ]
  return bodies.includes(customer.type) || customer.ownership === 'public_body'
}

const quietClasses: readonly string[] = ['private_staff', 'consumer', 'intermediary']

function classFlags(reader: PartyReader, personClass: string): string[] {
  return quietClasses.includes(personClass) ? [] : [partyWord(reader, 'class', personClass)]
}

/**
 * The parties of a name, misspelt or in part, with all that were merged into them; for filters of lists.
 * Where more names have the text than are looked up, `cutAt` is how many were, and the list must say so.
 */
export async function findPartiesNamed(
  tx: Transaction,
  text: string,
  day: LocalDate,
): Promise<{ readonly partyIds: string[]; readonly cutAt?: number }> {
  const organisations = await findCandidates(tx, { name: text, code: text, schema: 'organisation' }, day)
  const people = await findCandidates(tx, { name: text, schema: 'person' }, day)
  const likely = [...organisations, ...people]
    .filter((each) => each.verdict === 'match')
    .map((each) => each.id)
  const { ids, isWhole } = await findByName(tx, text, 'any', namedMax)
  const { members } = await withMerged(tx, [...new Set([...likely, ...ids])])
  return { partyIds: [...members], ...(isWhole ? {} : { cutAt: namedMax }) }
}

/** As many names of a kind are looked up: a text that more of them have is hardly a name. */
const namedMax = 100
