import { readCreditCode } from '../../kernel/credit-code.ts'
import type { IdKind } from '../../kernel/id.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { CustomerRecord, PersonRecord } from '../facts/index.ts'
import {
  createIndex,
  findCandidates,
  isNoName,
  isSameWriting,
  loadCodeHolders,
  loadCustomers,
  loadPeople,
  lockNewNames,
  nameWith,
  newCustomer,
  newNameRefusal,
  newPerson,
  refuseOwnEntity,
  subjectOf,
  toldApartRows,
  withMerged,
  type Candidate,
  type Typed,
} from '../parties/index.ts'
import type { Remark, RowParty } from './domain.ts'
import type { Judgement } from './judgement.ts'
import { isPlaced } from './own-placed.ts'

/** A name of the file and whom it stands for: a known party, one that this run made, or nobody for sure. */
export type Found =
  /** `name` is that of the record; it is absent where a person said who it is. */
  | { readonly is: 'known'; readonly id: string; readonly name?: string }
  | { readonly is: 'made'; readonly customer: CustomerRecord; readonly name: string }
  | { readonly is: 'made_person'; readonly person: PersonRecord; readonly name: string }
  | { readonly is: 'new'; readonly told?: ToldApart }
  | { readonly is: 'unsure'; readonly remark: Remark; readonly candidates: readonly Candidate[] }
  | { readonly is: 'refused'; readonly refusal: Refusal }

/** The rows that keep from whom a new party was told apart. */
type ToldApart = (partyId: string, at: Instant) => RowChange[]

/** The party that a name stands for; undefined while that is not certain. */
export function idOf(found: Found): string | undefined {
  if (found.is === 'known') return found.id
  if (found.is === 'made') return found.customer.id
  return found.is === 'made_person' ? found.person.id : undefined
}

/** Whom the names of a file stand for, so that one name is looked for once and makes one party. */
export type OwnParties = {
  readonly get: (key: string) => Found | undefined
  readonly set: (key: string, found: Found) => void
  /** Remembers a party that the file makes, so that its later rows find it under another spelling too. */
  readonly make: (typed: Typed, made: Made) => void
  /** Those that the file made and the database does not know yet, as `findCandidates` gives others. */
  readonly near: (typed: Typed) => readonly Candidate[]
  /** One of those, by its id. */
  readonly madeOf: (id: string) => Made | undefined
  readonly commit: () => void
  readonly rollBack: () => void
}

type Made = Extract<Found, { is: 'made' | 'made_person' }>

/** Knows nobody yet. In a dry run nothing is stored, so what it makes is found here alone, to the end. */
export function newOwnParties({ isDry = false } = {}): OwnParties {
  const found = new Map<string, Found>()
  let pending: string[] = []
  const kept = newMade()
  let fresh = newMade()
  return {
    get: (key) => found.get(key),
    set: (key, value) => {
      found.set(key, value)
      pending.push(key)
    },
    make: (typed, made) => fresh.add(typed, made),
    near: (typed) => [...fresh.near(typed), ...kept.near(typed)],
    madeOf: (id) => fresh.all.get(id)?.made ?? kept.all.get(id)?.made,
    commit: () => {
      pending = []
      if (isDry) for (const { typed, made } of fresh.all.values()) kept.add(typed, made)
      fresh = newMade()
    },
    rollBack: () => {
      for (const key of pending) found.delete(key)
      pending = []
      fresh = newMade()
    },
  }
}

/** The parties that a file makes, by id and by all that a name is found by. */
function newMade() {
  const index = createIndex([])
  const all = new Map<string, { readonly typed: Typed; readonly made: Made }>()
  return {
    all,
    add: (typed: Typed, made: Made) => {
      const id = idOf(made) ?? ''
      if (all.has(id)) return
      all.set(id, { typed, made })
      index.add({ id, subject: subject(typed) })
    },
    near: (typed: Typed): Candidate[] =>
      all.size === 0
        ? []
        : index
            .search(subject(typed))
            .filter(({ verdict }) => verdict !== 'none')
            .map((one) => ({ ...one, name: all.get(one.id)?.typed.name ?? '' })),
  }
}

function subject({ name, ...beside }: Typed) {
  return subjectOf({ names: [name], ...beside })
}

/** The key of an organisation, and of a person at one: two people of one name may work at two customers. */
export function customerKey(party: RowParty): string {
  return `customer ${nameKey(party)}`
}

/** See `customerKey`. */
export function personKey(party: RowParty, employer: RowParty | undefined): string {
  return `person ${nameKey(party)} ${employer ? nameKey(employer) : ''}`
}

/** One name in one file, for the memory of this process only; another telephone may lead to somebody else. */
function nameKey({ ids, name, phone = '' }: RowParty): string {
  const told = Object.entries(ids)[0] ?? name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
  return JSON.stringify([told, phone])
}

/** Beside the name: whether it is an organisation, at whom a person works, and what somebody said of it. */
export type About = {
  readonly schema: 'organisation' | 'person'
  readonly employerId?: string | undefined
  readonly judged?: Judged | undefined
  /** What the file has made so far; left out where a single row is asked about. */
  readonly made?: Pick<OwnParties, 'near' | 'madeOf'> | undefined
}

/** What a person said of one name, and with which reason. */
type Judged = { readonly judgement: Judgement; readonly reason: string; readonly actor: Actor }

/**
 * Looks a name up among the known parties. A match is that party; a name that could be one of several, or is
 * only like a known one, waits for a person, because a misspelling must not open a fresh limit.
 */
export async function lookUp(tx: Transaction, party: RowParty, about: About, day: LocalDate): Promise<Found> {
  const { schema, employerId, judged } = about
  if (judged?.judgement.is === 'party') return picked(tx, schema, judged.judgement.partyId)
  const own = schema === 'organisation' ? await refuseOwnEntity(tx, party.name, '') : undefined
  if (own) {
    return {
      is: 'unsure',
      remark: { field: '', code: 'party.own_entity', params: own.params },
      candidates: [],
    }
  }
  const typed = party.ids['uscc']
  const code = typed === undefined ? undefined : readCreditCode(typed)
  if (typed !== undefined && code === undefined) {
    return {
      is: 'unsure',
      remark: { field: '', code: 'party.code_wrong', params: { text: typed } },
      candidates: [],
    }
  }
  const wanted = typedOf(party, { schema, employerId })
  const looked = async () => {
    const known = await findCandidates(tx, wanted, day)
    const candidates = bestFirst([...known, ...(about.made?.near(wanted) ?? [])])
    const found = judged ? ruledOut(wanted, candidates, judged) : verdictOn(wanted, candidates)
    if (found.is !== 'known') return found
    const isHere = schema !== 'person' || (await isPlaced(tx, found.id, employerId, about.made))
    return isHere ? (about.made?.madeOf(found.id) ?? found) : uncertain(party.name, candidates)
  }
  const found = await looked()
  if (found.is !== 'new') return found
  if (isNoName(party.name)) {
    const params = { text: party.name }
    return { is: 'unsure', remark: { field: '', code: 'party.no_name', params }, candidates: [] }
  }
  // A form may enter the name at this moment: what is new is looked for again where nobody else can.
  await lockNewNames(tx)
  const again = await looked()
  return again.is === 'new' && code !== undefined ? unlessHeld(tx, code, again) : again
}

/** A name of the file with all that stands beside it, as it is searched for. */
export function typedOf(
  { name, ids, phone }: RowParty,
  { schema, employerId }: Pick<About, 'schema' | 'employerId'>,
): Typed {
  const code = readCreditCode(ids['uscc'] ?? '')
  return {
    name,
    schema,
    ...(code === undefined ? {} : { code }),
    ...(phone === undefined ? {} : { phone }),
    ...(employerId === undefined ? {} : { employer: employerId }),
  }
}

function bestFirst(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

/** A code stands for one legal person, whoever has told the names apart. */
async function unlessHeld(tx: Transaction, code: string, found: Found): Promise<Found> {
  const holder = (await loadCodeHolders(tx, [code])).get(code)
  return holder
    ? { is: 'refused', refusal: refuse('parties.credit_code_taken', { name: holder.name }) }
    : found
}

/** The party that somebody picked; a merged one stands for its survivor. */
async function picked(tx: Transaction, schema: About['schema'], partyId: string): Promise<Found> {
  const rows =
    schema === 'organisation' ? await loadCustomers(tx, [partyId]) : await loadPeople(tx, [partyId])
  const { survivorOf } = await withMerged(tx, [partyId])
  const id = survivorOf(partyId)
  return rows.has(id) ? { is: 'known', id } : { is: 'refused', refusal: refuse('parties.unknown') }
}

/** Somebody said that it is none of these. What they have not looked at is looked at as any name is. */
function ruledOut(
  wanted: Typed,
  candidates: readonly Candidate[],
  { judgement, reason, actor }: Judged,
): Found {
  const ids = judgement.is === 'new' ? judgement.ruledOut : []
  const rest = verdictOn(
    wanted,
    candidates.filter(({ id }) => !ids.includes(id)),
  )
  if (rest.is === 'known') return rest
  const byCompliance = actor.roles.some((role) => role === 'compliance' || role === 'system')
  const refusal = newNameRefusal(candidates, { ids, byCompliance, reason })
  if (refusal) return { is: 'refused', refusal }
  const telling = { by: actor.personId, reason, ids }
  return { is: 'new', told: (partyId, at) => toldApartRows({ ...telling, partyId, at }, candidates) }
}

/**
 * Sure is what is a known name in another writing, and that of nobody else. A name that is only like a known
 * one may be somebody else’s, whose benefits would stand on the wrong page and eat the wrong limit.
 */
function verdictOn({ name, schema }: Typed, candidates: readonly Candidate[]): Found {
  const holders = candidates.filter(({ reasons }) => reasons.includes('code.same'))
  const [holder] = holders
  // A code stands for one legal person, however many bear the name that stands beside it.
  if (holder && holders.every(({ id }) => id === holder.id))
    return { is: 'known', id: holder.id, name: holder.name }
  const [best] = candidates
  if (!best) return { is: 'new' }
  // A namesake at another customer may be the one who was meant: a person says so, and no file does.
  const isElsewhere = best.reasons.includes('employer.other')
  const isWrittenAs = (one: Candidate) =>
    isSameWriting({ written: name, known: one.formerly ?? one.name, schema }, one)
  const isRival = (one: Candidate) =>
    one.id !== best.id &&
    (one.verdict === 'match' || (best.reasons.includes('phone.same') && isNamesake(one, isWrittenAs(one))))
  const isAlone = !candidates.some(isRival)
  const isWritten = isWrittenAs(best)
  const isSure = best.verdict === 'match' && isAlone && !isElsewhere && isWritten
  if (isSure) return { is: 'known', id: best.id, name: best.name }
  return uncertain(name, candidates)
}

/** A telephone is a hint: it puts nobody before another of the same name, unless the customer does too. */
function isNamesake({ reasons }: Candidate, isWritten: boolean): boolean {
  return isWritten && !reasons.includes('employer.other')
}

function uncertain(name: string, candidates: readonly Candidate[]): Found {
  // Those that are meant as much as the best one are all named: the file does not say which.
  const tied = candidates.filter(({ verdict }) => verdict === 'match')
  const names = (tied.length > 3 ? tied : candidates.slice(0, 3)).map(nameWith)
  const params = { text: name, names: [...new Set(names)].join('、') }
  return { is: 'unsure', remark: { field: '', code: 'party.uncertain', params }, candidates }
}

type Make = {
  readonly newId: (kind: IdKind) => string
  readonly at: Instant
  readonly day: LocalDate
}

/** A customer that only the file knows: what it is and who owns it stay unknown. */
export function makeCustomer(
  make: Make,
  party: RowParty,
): { customer: CustomerRecord; changes: RowChange[] } {
  const id = make.newId('party')
  const code = readCreditCode(party.ids['uscc'] ?? '')
  const change = newCustomer({
    id,
    name: party.name,
    created_at: make.at,
    source: 'import',
    ...(code === undefined ? {} : { credit_code: code }),
    ...(party.phone === undefined ? {} : { phone: party.phone }),
  })
  const customer: CustomerRecord = {
    id,
    type: 'company',
    ownership: undefined,
    publicPurchaser: undefined,
    staffBenefitAuthorised: undefined,
    country: 'CN',
    account: undefined,
  }
  return { customer, changes: [change] }
}

/** A person that only the file knows: of unknown class, at the customer beside whom they are named. */
export function makePerson(
  make: Make,
  party: RowParty,
  employerId: string | undefined,
): { person: PersonRecord; changes: RowChange[] } {
  const id = make.newId('party')
  const employment = employerId !== undefined && {
    id: make.newId('membership'),
    customer_id: employerId,
    position: party.title ?? null,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: make.day,
    until_on: null,
  }
  const changes = newPerson({
    id,
    name: party.name,
    at: make.at,
    source: 'import',
    ...(party.phone === undefined ? {} : { phone: party.phone }),
    ...(employment === false ? {} : { employment }),
  })
  const person: PersonRecord = {
    id,
    class: 'unknown',
    classVerified: false,
    classSource: 'record',
    country: 'CN',
    employerId,
    decidesOnUs: undefined,
    managementDuty: undefined,
    nominatedBy: undefined,
    householdId: undefined,
    relatedTo: [],
    leftOfficeOn: undefined,
  }
  return { person, changes }
}
