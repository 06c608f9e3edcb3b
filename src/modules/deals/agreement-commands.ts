import { because, wordsOr } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { OpenRound, RoundsPort } from '../../platform/rounds.ts'
import { holdersOf, mayWith, nobodyObjection, type Organisation } from '../access/index.ts'
import type { DealDeps } from './commands.ts'
import { agreementCheckObjection, clauseSpan, spanRefusal, termsGroupOf } from './domain.ts'
import { isKnown, loadKnown, type Known } from './known.ts'
import { findNumbers, loadAgreements } from './store.ts'
import { agreementTable, clauseTable, type AgreementRow } from './tables.ts'

/** Agreements need a second person, who finds them in the inbox. */
export type AgreementDeps = DealDeps & { readonly rounds: RoundsPort }

/** One clause; without days of its own it runs as long as the agreement. */
type ClauseBody = {
  readonly number: string
  readonly form: string
  readonly text: string
  readonly ratePercent?: string | undefined
  readonly isPublished: boolean
  readonly fromOn?: LocalDate | undefined
  readonly untilOn?: LocalDate | undefined
}

/** A signed agreement with its clauses. */
export type AgreementBody = {
  readonly entityId: string
  readonly customerId: string
  readonly number: string
  readonly title: string
  readonly signedOn: LocalDate
  readonly fromOn: LocalDate
  readonly untilOn?: LocalDate | undefined
  /** Where the signed document lies. */
  readonly document: string
  readonly clauses: readonly ClauseBody[]
}

type Recorded = { readonly agreementId: string }
type AgreementState = Known & { readonly organisation: Organisation; readonly numbers: Set<string> }

/** Records signed agreements with clauses that give a right to a benefit, for a second person to check. */
export function createAgreement(deps: AgreementDeps): Command<AgreementBody, AgreementState, Recorded> {
  return {
    operation: 'deals.create_agreement',
    load: async (tx, calls) => ({
      ...(await loadKnown(tx, { customers: calls.map(({ body }) => body.customerId), people: [] })),
      organisation: await deps.organisation(tx),
      numbers: new Set(
        await findNumbers(
          tx,
          calls.map(({ body }) => body.number),
        ),
      ),
    }),
    decide: (state, call) => decideAgreement(deps, state, call),
    constraints: {
      number_is_unique: ({ body }) => ({
        refusal: refuse('deals.number_taken', { number: body.number }, '/body/number'),
        object: { type: 'agreement', id: 'new' },
      }),
    },
  }
}

function decideAgreement(
  deps: AgreementDeps,
  state: AgreementState,
  call: Call<AgreementBody>,
): Decision<Recorded> {
  const { body, actor, at } = call
  const id = deps.newId('agreement')
  const object = { type: 'agreement', id }
  const personIds = checkersOf(deps, state.organisation, call)
  const refusal = agreementRefusal(state, actor, body) ?? nobodyObjection(personIds, actor.personId)
  if (refusal) return { refusal, object }
  const clauses = clauseChanges(deps, state, id, body)
  if (isRefusal(clauses)) return { refusal: clauses, object }
  const agreement = insertRow(agreementTable, {
    id,
    entity_id: body.entityId,
    customer_id: state.families.survivorOf(body.customerId),
    number: body.number,
    title: body.title,
    signed_on: body.signedOn,
    from_on: body.fromOn,
    until_on: body.untilOn ?? null,
    state: 'draft',
    document: body.document,
    recorded_by: actor.personId,
    checked_by: null,
    checked_at: null,
  })
  const round = deps.rounds.open({
    object,
    entityId: body.entityId,
    requesterId: actor.personId,
    kind: 'agreement',
    role: 'finance',
    personIds,
    at,
  })
  state.numbers.add(body.number)
  return {
    answer: { agreementId: id },
    object,
    reason: because('deals.signed', { on: body.signedOn, from: body.fromOn }),
    changes: [agreement, ...clauses, ...round],
    entityId: body.entityId,
  }
}

/** Finance and compliance of the entity. Whoever recorded it is left out by the round. */
function checkersOf(
  deps: AgreementDeps,
  organisation: Organisation,
  { body, actor, at }: Call<AgreementBody>,
): string[] {
  const subject = { requesterId: actor.personId, entityId: body.entityId }
  const roles = ['finance', 'compliance'] as const
  return [...new Set(roles.flatMap((role) => holdersOf(organisation, role, subject, deps.dayAt(at))))]
}

function clauseChanges(
  deps: AgreementDeps,
  state: AgreementState,
  agreementId: string,
  body: AgreementBody,
): RowChange[] | Refusal {
  const customer = state.customers.get(state.families.survivorOf(body.customerId))
  const terms_group = customer ? termsGroupOf(customer) : null
  const changes: RowChange[] = []
  for (const clause of body.clauses) {
    const span = clauseSpan(body, clause)
    if (isRefusal(span)) return span
    const { number, form, text, ratePercent = null, isPublished } = clause
    const row = { agreement_id: agreementId, number, form, text, rate_percent: ratePercent }
    changes.push(
      insertRow(clauseTable, {
        id: deps.newId('clause'),
        ...row,
        is_published: isPublished,
        ...span,
        terms_group,
      }),
    )
  }
  return changes
}

function agreementRefusal(state: AgreementState, actor: Actor, body: AgreementBody): Refusal | undefined {
  const { entityId, number, fromOn, untilOn } = body
  if (!state.organisation.entities.has(entityId)) {
    return refuse('deals.entity_unknown', {}, '/body/entityId')
  }
  const permission = mayWith(actor, 'deals.create_agreement', { entityId })
  if (!permission.can) return permission.refusal
  if (!isKnown(state, body.customerId)) return refuse('parties.unknown', {}, '/body/customerId')
  if (state.numbers.has(number)) return refuse('deals.number_taken', { number }, '/body/number')
  return spanRefusal(fromOn, untilOn)
}

/** What the second person says after looking at the signed document. */
export type CheckAgreementBody = {
  readonly agreementId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type CheckState = {
  readonly agreements: Map<string, AgreementRow>
  readonly rounds: ReadonlyMap<string, OpenRound>
}

/** The second of the two persons: from then on the clauses count as evidence. */
export function checkAgreement(deps: AgreementDeps): Command<CheckAgreementBody, CheckState, Recorded> {
  return {
    operation: 'deals.check_agreement',
    load: async (tx, calls) => {
      const ids = calls.map(({ body }) => body.agreementId)
      return {
        agreements: await loadAgreements(tx, ids),
        rounds: await deps.rounds.load(tx, 'agreement', ids),
      }
    },
    decide: ({ agreements, rounds }, { body, actor, at }) => {
      const { agreementId, answer, reason } = body
      const object = { type: 'agreement', id: agreementId }
      const row = agreements.get(agreementId)
      if (!row) return { refusal: refuse('platform.not_found'), object }
      const permission = mayWith(actor, 'deals.check_agreement', { entityId: row.entity_id })
      const objection = permission.can ? agreementCheckObjection(row, actor.personId) : permission.refusal
      if (objection) return { refusal: objection, object }
      const isConfirmed = answer === 'confirm'
      const { personId } = actor
      const change = updateRow(agreementTable, row, {
        state: isConfirmed ? 'active' : 'declined',
        checked_by: personId,
        checked_at: at,
      })
      agreements.set(row.id, rowAfter(agreementTable, change))
      const closed = rounds.get(row.id)?.answered({ personId, at, isConfirmed, reason }) ?? []
      return {
        answer: { agreementId },
        object,
        changes: [change, ...closed],
        entityId: row.entity_id,
        reason: wordsOr(
          reason,
          because(`deals.document_${isConfirmed ? 'agrees' : 'differs'}`, { agreement: row.id }),
        ),
      }
    },
  }
}
