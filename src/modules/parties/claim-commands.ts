import { wordsOr } from '../../kernel/because.ts'
import { readCreditCode } from '../../kernel/credit-code.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { everybody, underRound, type OpenRound, type RoundsPort } from '../../platform/rounds.ts'
import {
  holdersOfRoles,
  loadEntityNames,
  looseningNote,
  nobodyObjection,
  type Organisation,
} from '../access/index.ts'
import { findCandidates, type Candidate } from './candidates.ts'
import { askApartObjection, asksTheSame, claimObjection, othersOf, type Newcomer } from './claims.ts'
import type { PartyDeps } from './create-commands.ts'
import { decideCode } from './domain.ts'
import { nameObjection } from './matching/new-name.ts'
import {
  loadMergeRecords,
  mergeChange,
  type LockSubjects,
  type MergeRecords,
  type Pair,
} from './merge-change.ts'
import { loadAskersOf, type AskDeps, type Askers } from './own-requests.ts'
import { ownEntityNamed } from './own-entities.ts'
import { loadCustomers, lockNewNames } from './store.ts'
import { loadClaims, loadOpenClaims } from './store-claims.ts'
import { loadCodeHolders } from './store-search.ts'
import { openedParty } from './opened-party.ts'
import { matchClaimTable, type MatchClaimRow } from './tables.ts'
import { newcomerJson } from './claims.ts'

/** What the commands of claims are made with; filled in `app`. */
export type ClaimDeps = PartyDeps & {
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly rounds: RoundsPort
  readonly lockSubjects: LockSubjects
}

/** What compliance is asked: that a new party is none of the known ones, or that two records are one. */
export type AskBody =
  | {
      readonly kind: 'apart'
      readonly schema: 'organisation' | 'person'
      readonly party: Newcomer
      readonly partyIds: readonly string[]
      readonly reason: string
    }
  | { readonly kind: 'same'; readonly keptId: string; readonly goneId: string; readonly reason: string }

type Asked = { readonly claimId: string }

type AskState = {
  /** Questions of the same names and pairs that wait; grows with the set. */
  readonly open: Pick<MatchClaimRow, 'kind' | 'schema' | 'subject' | 'others'>[]
  readonly organisation: Organisation
  readonly known: ReadonlyMap<Call<AskBody>, readonly Candidate[]>
  readonly holders: Holders
  readonly records: MergeRecords
  /** The employers that the questions name, and what our own entities are called. */
  readonly employers: ReadonlyMap<string, { readonly name: string }>
  readonly ownNames: readonly string[]
}

/** Who holds the credit codes of a set, by code. */
type Holders = ReadonlyMap<string, { readonly name: string }>

function holdersOf(tx: Transaction, parties: readonly Newcomer[]): Promise<Holders> {
  return loadCodeHolders(
    tx,
    parties.flatMap(({ creditCode }) => readCreditCode(creditCode ?? '') ?? []),
  )
}

/** The first of two persons: whoever sees it lays it before compliance, where it waits in the inbox. */
export function askMatch(deps: ClaimDeps): Command<AskBody, AskState, Asked> {
  return {
    operation: 'parties.ask_match',
    load: async (tx, calls) => ({
      open: await lockedClaims(deps, tx, calls),
      employers: await loadCustomers(
        tx,
        calls.flatMap(({ body }) => (body.kind === 'apart' ? (body.party.employerId ?? []) : [])),
      ),
      ownNames: await loadEntityNames(tx),
      organisation: await deps.organisation(tx),
      known: new Map(
        await Promise.all(calls.map(async (call) => [call, await knownFor(deps, tx, call)] as const)),
      ),
      holders: await holdersOf(
        tx,
        calls.flatMap(({ body }) => (body.kind === 'apart' ? [body.party] : [])),
      ),
      records: await loadMergeRecords(
        tx,
        calls.flatMap(({ body }) => (body.kind === 'same' ? [body.keptId, body.goneId] : [])),
      ),
    }),
    decide: (state, call) => decideAsk(deps, state, call),
  }
}

/** Questions are asked one after the other, so that two people do not ask the same. */
async function lockedClaims(
  deps: ClaimDeps,
  tx: Transaction,
  calls: readonly Call<AskBody>[],
): Promise<MatchClaimRow[]> {
  await lockNewNames(tx)
  const bodies = calls.map((call) => call.body)
  const unanswered = await loadOpenClaims(tx, {
    names: bodies.flatMap((body) => (body.kind === 'apart' ? [body.party.name] : [])),
    pairs: bodies.flatMap((body) =>
      body.kind === 'same'
        ? [JSON.stringify([body.keptId, body.goneId]), JSON.stringify([body.goneId, body.keptId])]
        : [],
    ),
  })
  return underRound(tx, deps.rounds, 'match', unanswered)
}

async function knownFor(deps: ClaimDeps, tx: Transaction, call: Call<AskBody>): Promise<Candidate[]> {
  const { body, at } = call
  return body.kind === 'apart' ? candidatesOf(tx, body.schema, body.party, deps.dayAt(at)) : []
}

function candidatesOf(
  tx: Transaction,
  schema: 'organisation' | 'person',
  { name, creditCode, employerId }: Newcomer,
  day: string,
): Promise<Candidate[]> {
  const code = creditCode === undefined ? {} : { code: creditCode }
  const employer = employerId === undefined ? {} : { employer: employerId }
  return findCandidates(tx, { name, schema, ...code, ...employer }, day)
}

function decideAsk(deps: ClaimDeps, state: AskState, call: Call<AskBody>): Decision<Asked> {
  const { body, actor, at } = call
  const id = deps.newId('match')
  const object = { type: 'match', id }
  const asked = whatIsAsked(state, body)
  const personIds = holdersOfRoles(state.organisation, ['compliance'], deps.dayAt(at))
  const objection =
    (body.kind === 'apart'
      ? apartObjection(state, call, body)
      : mergeObjection(state.records, { ...body, at })) ??
    (state.open.some((claim) => asksTheSame(claim, asked)) ? refuse('parties.match_waits') : undefined) ??
    nobodyObjection(personIds, actor.personId)
  if (objection) return { refusal: objection, object }
  state.open.push(asked)
  const claim = insertRow(matchClaimTable, {
    id,
    ...asked,
    reason: body.reason,
    state: 'proposed',
    asked_by: actor.personId,
    asked_at: at,
    answered_by: null,
    answered_at: null,
    party_id: null,
  })
  const round = deps.rounds.open({
    object,
    entityId: everybody,
    requesterId: actor.personId,
    kind: 'match',
    role: 'compliance',
    personIds,
    at,
  })
  return { answer: { claimId: id }, object, reason: body.reason, changes: [claim, ...round] }
}

type ApartBody = Extract<AskBody, { kind: 'apart' }>

function apartObjection(state: AskState, call: Call<AskBody>, body: ApartBody): Refusal | undefined {
  const { name, employerId = '' } = body.party
  const at = '/body/party/name'
  const employer = state.employers.get(employerId)?.name
  const wrong = nameObjection({ name, schema: body.schema, employer }, at)
  if (wrong) return wrong
  const own = body.schema === 'organisation' ? ownEntityNamed(name, state.ownNames) : undefined
  if (own !== undefined) return refuse('parties.own_entity', { name: own }, at)
  const code = decideCode(body.party.creditCode, (each) => state.holders.get(each), '/body/party/creditCode')
  if (isRefusal(code)) return code
  return askApartObjection(state.known.get(call) ?? [], { ids: body.partyIds, reason: body.reason })
}

function whatIsAsked(state: AskState, body: AskBody) {
  if (body.kind === 'apart') {
    const creditCode = readCreditCode(body.party.creditCode ?? '')
    const party = { ...body.party, ...(creditCode === undefined ? {} : { creditCode }) }
    const subject = canonical(party as CanonicalValue)
    return { kind: 'apart', schema: body.schema, subject, others: JSON.stringify(body.partyIds) }
  }
  const schema = state.records.customers.has(body.keptId) ? 'organisation' : 'person'
  return { kind: 'same', schema, subject: '{}', others: JSON.stringify([body.keptId, body.goneId]) }
}

function mergeObjection(records: MergeRecords, pair: Pair): Refusal | undefined {
  const change = mergeChange(records, pair)
  return isRefusal(change) ? change : undefined
}

/** What compliance says. */
export type AnswerMatchBody = {
  readonly claimId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState = {
  readonly claims: ReadonlyMap<string, MatchClaimRow>
  readonly rounds: ReadonlyMap<string, OpenRound>
  readonly known: ReadonlyMap<string, readonly Candidate[]>
  /** Grows with the set. */
  readonly holders: Map<string, { readonly name: string }>
  readonly records: MergeRecords
  readonly askers: Askers
}

/** What came of a question: the party that was opened or that the two records are now. */
type Answered = { readonly claimId: string; readonly partyId?: string }

/**
 * The second person: confirmed, the new party is opened or the two records are merged, in the same moment.
 */
export function answerMatch(deps: ClaimDeps): Command<AnswerMatchBody, AnswerState, Answered> {
  return {
    operation: 'parties.answer_match',
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.claimId)
      await lockNewNames(tx)
      const claims = await loadClaims(tx, ids)
      const same = [...claims.values()].filter(({ kind }) => kind === 'same')
      await deps.lockSubjects(tx, [...new Set(same.flatMap(othersOf))].sort())
      const day = deps.dayAt(calls[0]?.at ?? '')
      const known = new Map<string, Candidate[]>()
      for (const claim of claims.values()) {
        if (claim.kind === 'apart')
          known.set(claim.id, await candidatesOf(tx, schemaOf(claim), newcomer(claim), day))
      }
      return {
        claims,
        known,
        holders: new Map(
          await holdersOf(tx, [...claims.values()].filter(({ kind }) => kind === 'apart').map(newcomer)),
        ),
        rounds: await deps.rounds.load(tx, 'match', ids),
        records: await loadMergeRecords(tx, same.flatMap(othersOf)),
        askers: await loadClaimAskers(deps, tx, [...claims.values()], day),
      }
    },
    decide: (state, call) => decideAnswer(deps, state, call),
  }
}

/** Who asks for a benefit for the parties that each open claim is about, by its id. */
export async function loadClaimAskers(
  deps: AskDeps,
  tx: Transaction,
  claims: readonly MatchClaimRow[],
  today: LocalDate,
): Promise<Askers> {
  const found = new Map<string, readonly string[]>()
  for (const claim of claims) {
    if (claim.state !== 'proposed') continue
    found.set(claim.id, await loadAskersOf(tx, deps.findAskers, othersOf(claim), today))
  }
  return found
}

function schemaOf(claim: MatchClaimRow): 'organisation' | 'person' {
  return claim.schema === 'person' ? 'person' : 'organisation'
}

function newcomer(claim: MatchClaimRow): Newcomer {
  return newcomerJson.parse(JSON.parse(claim.subject))
}

function decideAnswer(deps: ClaimDeps, state: AnswerState, call: Call<AnswerMatchBody>): Decision<Answered> {
  const { body, actor, at } = call
  const object = { type: 'match', id: body.claimId }
  const claim = state.claims.get(body.claimId)
  const objection = claimObjection(claim, state.askers.get(body.claimId), actor.personId)
  if (objection || !claim) return { refusal: objection ?? refuse('platform.not_found'), object }
  const isConfirmed = body.answer === 'confirm'
  const done = isConfirmed ? confirmed(deps, state, claim, call) : { changes: [] }
  if (isRefusal(done)) return { refusal: done, object }
  const { reason } = body
  const partyId = 'partyId' in done ? done.partyId : undefined
  const answered = updateRow(matchClaimTable, claim, {
    state: isConfirmed ? 'confirmed' : 'declined',
    answered_by: actor.personId,
    answered_at: at,
    party_id: partyId ?? null,
  })
  const closed = state.rounds.get(claim.id)?.answered({ personId: actor.personId, at, isConfirmed, reason })
  return {
    answer: { claimId: claim.id, ...(partyId === undefined ? {} : { partyId }) },
    object,
    changes: [answered, ...done.changes, ...(closed ?? [])],
    reason: wordsOr(reason, claim.reason),
    // Two records that become one, or stay two, and a new party beside known ones: each may free a limit.
    ...looseningNote(claim.kind === 'same' || isConfirmed ? [partyId, ...othersOf(claim)] : []),
  }
}

function confirmed(
  deps: ClaimDeps,
  state: AnswerState,
  claim: MatchClaimRow,
  { at, actor }: Call<AnswerMatchBody>,
): { readonly partyId: string; readonly changes: RowChange[] } | Refusal {
  const others = othersOf(claim)
  if (claim.kind === 'same') {
    const [keptId = '', goneId = ''] = others
    const change = mergeChange(state.records, { keptId, goneId, reason: claim.reason, at })
    return isRefusal(change) ? change : { partyId: keptId, changes: [change] }
  }
  const known = state.known.get(claim.id) ?? []
  // A name that came up since was not looked at: then it is asked anew.
  const objection = askApartObjection(known, { ids: others, reason: claim.reason })
  if (objection && objection.code !== 'parties.nothing_to_confirm') return objection
  const party = newcomer(claim)
  const code = decideCode(party.creditCode, (each) => state.holders.get(each), '/body/claimId')
  if (isRefusal(code)) return code
  if (code.creditCode !== null) state.holders.set(code.creditCode, party)
  const telling = { by: actor.personId, at, reason: claim.reason, ids: others }
  return openedParty(deps, {
    schema: schemaOf(claim),
    party: { ...party, ...(code.creditCode === null ? {} : { creditCode: code.creditCode }) },
    day: deps.dayAt(at),
    telling,
    known,
  })
}
