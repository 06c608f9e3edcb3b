import { because, wordsOr, type Reason } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { readCreditCode } from '../../kernel/credit-code.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findCandidates, type Candidate, type Typed } from './candidates.ts'
import {
  decideNewCustomer,
  type CustomerType,
  type Lookalike,
  type Ownership,
  type RuledOut,
} from './domain.ts'
import { createIndex, type MatchIndex } from './matching/memory-index.ts'
import { subjectOf, type MatchSubject } from './matching/score.ts'
import { loadEntityNames, looseningNote } from '../access/index.ts'
import { newCustomer } from './new-party.ts'
import { ownEntityNamed } from './own-entities.ts'
import { namesObjection } from './renamed.ts'
import { isAsking, loadAskers, type AskDeps, type Askers } from './own-requests.ts'
import { lockNewNames } from './store.ts'
import { loadCodeHolders } from './store-search.ts'
import { openingRefusal } from './strict-facts.ts'
import { toldApartRows } from './told-apart.ts'

/** What the commands of this module are made with; filled in `app`. */
export type PartyDeps = AskDeps & { readonly newId: (kind: IdKind) => string }

/**
 * Somebody's word that a new name is none of the known parties it resembles; `all` for files that were
 * checked.
 */
export type RuledOutBody = { readonly partyIds: readonly string[] | 'all'; readonly reason: string }

/** A new customer. What is not known stays away: unknown, never private. */
export type CustomerBody = {
  readonly name: string
  readonly shortName?: string | undefined
  readonly latinName?: string | undefined
  readonly creditCode?: string | undefined
  readonly type: CustomerType
  readonly ownership?: Ownership | undefined
  readonly role?: string | undefined
  readonly publicPurchaser?: boolean | undefined
  readonly staffBenefitAuthorised?: boolean | undefined
  readonly country: string
  readonly city?: string | undefined
  readonly grade?: string | undefined
  readonly phone?: string | undefined
  readonly ownerId?: string | undefined
  readonly source?: string | undefined
  readonly ruledOut?: RuledOutBody | undefined
}

type State = {
  readonly names: NewNames<CustomerBody>
  /** Names of those who hold a credit code, by code; grows with the set. */
  readonly holders: Map<string, { readonly name: string }>
  /** What our own entities are called. */
  readonly ownNames: readonly string[]
}

/** Enters customers, each of them checked against all known ones and against those of the same set. */
export function createCustomer(deps: PartyDeps): Command<CustomerBody, State, { partyId: string }> {
  return {
    operation: 'parties.create_customer',
    load: async (tx, calls) => {
      await lockNewNames(tx)
      const codes = calls.flatMap((call) => readCreditCode(call.body.creditCode ?? '') ?? [])
      return {
        names: await loadNames(tx, deps, calls, typedCustomer),
        holders: new Map(await loadCodeHolders(tx, codes)),
        ownNames: await loadEntityNames(tx),
      }
    },
    decide: (state, call) => decideCustomer(deps, state, call),
    constraints: {
      credit_code_is_unique: ({ body }) => ({
        refusal: refuse('parties.known_already', { name: body.name }, '/body/creditCode'),
        object: { type: 'party', id: 'new' },
      }),
    },
  }
}

function decideCustomer(
  deps: PartyDeps,
  state: State,
  call: Call<CustomerBody>,
): Decision<{ partyId: string }> {
  const { body, at } = call
  const id = deps.newId('party')
  const object = { type: 'party', id }
  const wrong = namesObjection(body, '/body')
  if (wrong) return { refusal: wrong, object }
  const own = ownEntityNamed(body.name, state.ownNames)
  if (own !== undefined) return { refusal: refuse('parties.own_entity', { name: own }, '/body/name'), object }
  const given = {
    name: body.name,
    creditCode: body.creditCode ?? null,
    type: body.type,
    ownership: body.ownership ?? null,
    country: body.country,
  }
  const lookalikes = lookalikesOf(state.names, call, customerSubject(body))
  const holderOfCode = state.holders.get(readCreditCode(body.creditCode ?? '') ?? '')
  const decided = decideNewCustomer(
    given,
    { lookalikes, holderOfCode },
    ruledOutBy(state.names, call, lookalikes),
  )
  if (isRefusal(decided)) return { refusal: decided, object }
  // The product's own company and its samples are entered with what they are.
  const opening = isSystem(call) ? undefined : openingRefusal(body)
  if (opening) return { refusal: opening, object }
  const { creditCode } = decided
  if (creditCode !== null) state.holders.set(creditCode, { name: body.name })
  noteName(state.names, id, body.name, customerSubject(body))
  return {
    answer: { partyId: id },
    object,
    reason: reasonOf(body.ruledOut, 'parties.new_customer'),
    ...looseningNote(loosenedApart(state.names, call, id, lookalikes)),
    changes: [
      newCustomer({ id, created_at: at, ...customerColumns(body), credit_code: creditCode }),
      ...toldApartBy(state.names, call, id, lookalikes),
    ],
  }
}

function customerColumns(body: CustomerBody) {
  return {
    name: body.name,
    short_name: body.shortName ?? null,
    latin_name: body.latinName ?? null,
    type: body.type,
    ownership: body.ownership ?? null,
    role: body.role ?? 'customer',
    public_purchaser: body.publicPurchaser ?? null,
    staff_benefit_authorised: body.staffBenefitAuthorised ?? null,
    country: body.country,
    city: body.city ?? null,
    grade: body.grade ?? null,
    phone: body.phone ?? null,
    owner_id: body.ownerId ?? null,
    account_verified: false,
    source: body.source ?? 'web',
  }
}

function typedCustomer({ body }: Call<CustomerBody>): Typed {
  const { name, creditCode, phone } = body
  return {
    name,
    schema: 'organisation',
    ...(creditCode === undefined ? {} : { code: creditCode }),
    ...(phone === undefined ? {} : { phone }),
  }
}

function customerSubject(body: CustomerBody): MatchSubject {
  const names = [body.name, body.shortName, body.latinName].filter((name) => name !== undefined)
  const { creditCode, phone } = body
  return subjectOf({
    names,
    schema: 'organisation',
    ...(creditCode === undefined ? {} : { code: creditCode }),
    ...(phone === undefined ? {} : { phone }),
  })
}

/** The known parties that the names of a set resemble, and the names that the set itself has added so far. */
export type NewNames<Body> = {
  readonly found: ReadonlyMap<Call<Body>, readonly Candidate[]>
  readonly made: MatchIndex
  readonly madeNames: Map<string, string>
  /** Who asks for a benefit for a known party that somebody of compliance has told apart. */
  readonly askers: Askers
}

type Named = { readonly ruledOut?: RuledOutBody | undefined }

/** Searches the known parties for each name of a set. */
export async function loadNames<Body extends Named>(
  tx: Transaction,
  deps: PartyDeps,
  calls: readonly Call<Body>[],
  typedOf: (call: Call<Body>) => Typed,
): Promise<NewNames<Body>> {
  const found = new Map<Call<Body>, Candidate[]>()
  for (const call of calls) found.set(call, await findCandidates(tx, typedOf(call), deps.dayAt(call.at)))
  const told = calls.filter((call) => call.body.ruledOut && isCompliance(call) && !isSystem(call))
  const certain = told.flatMap((call) => certainOf(found.get(call) ?? []))
  const askers = await loadAskers(tx, deps.findAskers, certain, deps.dayAt(calls[0]?.at ?? ''))
  return { found, made: createIndex([]), madeNames: new Map(), askers }
}

function certainOf(lookalikes: readonly Lookalike[]): string[] {
  return lookalikes.filter(({ verdict }) => verdict === 'match').map(({ id }) => id)
}

/** What a new name resembles, in the database and in its own set. */
export function lookalikesOf<Body>(
  names: NewNames<Body>,
  call: Call<Body>,
  subject: MatchSubject,
): Lookalike[] {
  const known = names.found.get(call) ?? []
  const made = names.made.search(subject)
  return [...known, ...made.map((one) => ({ ...one, name: names.madeNames.get(one.id) ?? '' }))]
}

/** Lets the later items of a set find what this one adds. */
export function noteName<Body>(names: NewNames<Body>, id: string, name: string, subject: MatchSubject): void {
  names.made.add({ id, subject })
  names.madeNames.set(id, name)
}

/**
 * Who ruled the lookalikes out, in the form that the decision reads. Whoever asks for a benefit for one that
 * is all but the same would give it a fresh limit, so theirs is no word of compliance.
 */
export function ruledOutBy<Body extends Named>(
  names: NewNames<Body>,
  call: Call<Body>,
  lookalikes: readonly Lookalike[],
): RuledOut | undefined {
  const { ruledOut } = call.body
  if (!ruledOut) return undefined
  const ids = ruledOut.partyIds === 'all' ? lookalikes.map((one) => one.id) : ruledOut.partyIds
  const isOwn = isAsking(names.askers, certainOf(lookalikes), call.actor.personId)
  return { ids, byCompliance: isCompliance(call) && !isOwn, reason: ruledOut.reason }
}

/** The rows that keep from whom a new party was told apart. */
export function toldApartBy<Body extends Named>(
  names: NewNames<Body>,
  call: Call<Body>,
  partyId: string,
  lookalikes: readonly Lookalike[],
): RowChange[] {
  const ruledOut = ruledOutBy(names, call, lookalikes)
  if (!ruledOut) return []
  const { ids, reason } = ruledOut
  return toldApartRows({ partyId, by: call.actor.personId, at: call.at, reason, ids }, lookalikes)
}

/**
 * Whose limits somebody of compliance frees by saying that a new name is not a known one that is all but the
 * same. Anybody may say so of one that is merely like it.
 */
export function loosenedApart<Body extends Named>(
  names: NewNames<Body>,
  call: Call<Body>,
  partyId: string,
  lookalikes: readonly Lookalike[],
): string[] {
  const certain = certainOf(lookalikes)
  const byCompliance = ruledOutBy(names, call, lookalikes)?.byCompliance ?? false
  return byCompliance && certain.length > 0 ? [partyId, ...certain] : []
}

/** True when compliance acts, or the product itself with files that compliance has checked. */
function isCompliance(call: Call<unknown>): boolean {
  return call.actor.roles.some((role) => role === 'compliance' || role === 'system')
}

function isSystem(call: Call<unknown>): boolean {
  return call.actor.roles.includes('system')
}

/** Whoever is not compliance may tighten what is known of somebody, and not relax it. */
export function onlyCompliance(call: Call<unknown>, pointer: string): Refusal | undefined {
  return isCompliance(call) ? undefined : refuse('parties.needs_compliance', {}, pointer)
}

/** Why a new name: what was said of the known ones that are like it, or that there are none. */
export function reasonOf(ruledOut: RuledOutBody | undefined, code: string): Reason {
  return wordsOr(ruledOut?.reason, because(code))
}
