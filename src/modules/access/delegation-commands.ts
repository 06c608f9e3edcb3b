import { because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { delegationObjection } from './delegation.ts'
import { dayFor } from './organisation.ts'
import { lockedSituation, type AccessDeps, type Situation } from './situation.ts'
import { delegationTable } from './tables.ts'

/** A delegation of the acting person's decisions. */
export type DelegateBody = {
  readonly toPersonId: string
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate
  /** Kinds of matter; all when absent. */
  readonly kinds?: readonly string[] | undefined
  readonly cap?: { readonly currency: string; readonly minor: bigint } | undefined
  readonly reason: string
}

type Delegated = { readonly delegationId: string }

/**
 * Hands the acting person's decisions to a colleague for a time; it ends by itself. `kinds` are the kinds of
 * matter that there are.
 */
export function delegate(
  deps: AccessDeps,
  kinds: readonly string[],
): Command<DelegateBody, Situation, Delegated> {
  return {
    operation: 'approvals.delegate',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, actor, at }) => {
      const { toPersonId, fromOn, untilOn, cap } = body
      const id = deps.newId('delegation')
      const organisation = state.organisation()
      const fromId = actor.personId
      const today = dayFor(organisation, fromId, at)
      const unknown = body.kinds?.find((kind) => !kinds.includes(kind))
      const objection =
        unknown === undefined
          ? delegationObjection(organisation, { fromId, toId: toPersonId, fromOn, untilOn }, today)
          : refuse('access.unknown_kind', { kind: unknown }, '/body/kinds')
      if (objection) return { refusal: objection, object: { type: 'person', id: fromId } }
      const change = insertRow(delegationTable, {
        id,
        from_id: fromId,
        to_id: toPersonId,
        kinds: body.kinds?.join(',') ?? '*',
        from_on: fromOn,
        until_on: untilOn,
        cap_currency: cap?.currency ?? null,
        cap_minor: cap?.minor ?? null,
        reason: body.reason,
        made_by: fromId,
        made_at: at,
        ended_at: null,
        ended_by: null,
      })
      const object = { type: 'delegation', id }
      return { answer: { delegationId: id }, object, reason: body.reason, changes: state.noting([change]) }
    },
  }
}

/** Ends a delegation before its day. Either of the two may; to others it does not exist. */
export function endDelegation(deps: AccessDeps): Command<Delegated, Situation, Delegated> {
  return {
    operation: 'approvals.end_delegation',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, actor, at }) => {
      const object = { type: 'delegation', id: body.delegationId }
      const organisation = state.organisation()
      const row = organisation.rows.delegations.find((each) => each.id === body.delegationId)
      const isTheirs = row?.from_id === actor.personId || row?.to_id === actor.personId
      if (!row || !isTheirs) return { refusal: refuse('platform.not_found'), object }
      const isOver = row.ended_at !== null || row.until_on < dayFor(organisation, row.from_id, at)
      if (isOver) return { refusal: refuse('access.delegation_over'), object }
      const change = updateRow(delegationTable, row, { ended_at: at, ended_by: actor.personId })
      const reason = because(row.from_id === actor.personId ? 'access.decides_again' : 'access.gives_back')
      return { answer: { delegationId: row.id }, object, reason, changes: state.noting([change]) }
    },
  }
}
