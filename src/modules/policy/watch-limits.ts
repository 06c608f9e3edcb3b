import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import type { Facts } from '../../contract/facts.ts'
import { because } from '../../kernel/because.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/time.ts'
import { act, type Door } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import type { NearLimit, NearLimits } from './near-limit.ts'
import { countTry, type Tries } from './store-near.ts'
import { nearLimitTable } from './tables.ts'

type WatchDeps = {
  readonly door: Door
  readonly pool: Pool
  readonly newId: (kind: IdKind) => string
}

/** One preview: whose it is, for which entity, on which facts. */
type Previewed = {
  readonly actor: Actor
  readonly at: Instant
  readonly entityId: string
  readonly facts: Facts
}

/**
 * Counts a preview whose amount lies near a limit. As many different amounts as the company says, within so
 * many minutes and near one limit for one recipient, are recorded once for compliance. Nothing of the benefit
 * is kept: recipient and amount only as digests, to tell different ones apart. True when it stands recorded.
 */
export async function watchLimits(
  deps: WatchDeps,
  previewed: Previewed,
  near: NearLimits | undefined,
): Promise<boolean> {
  let isRecorded = false
  for (const limit of near?.limits ?? []) {
    const matter = matterOf(previewed, limit)
    const { minutes, tries: triesMin } = near?.probing ?? { minutes: 0, tries: 0 }
    const tries = await inTransaction(deps.pool, [previewed.actor], (tx) =>
      countTry(tx, { ...matter, at: previewed.at, minutes }),
    )
    if (tries.count < triesMin) continue
    const found = { limit, matter: matter.matter, tries }
    if (tries.isRecorded || (await record(deps, previewed, found))) isRecorded = true
  }
  return isRecorded
}

function matterOf({ actor, facts }: Previewed, { rule, measure }: NearLimit) {
  const recipient = facts.recipient?.id ?? facts.customer?.id ?? ''
  const { value } = facts.benefit ?? {}
  return {
    personId: actor.personId,
    matter: hash('sha256', `${rule}\n${measure}\n${recipient}`),
    amount: hash('sha256', `${value?.currency ?? ''} ${value?.minor ?? ''}`),
  }
}

type Found = { readonly limit: NearLimit; readonly matter: string; readonly tries: Tries }

async function record(deps: WatchDeps, { actor, at, entityId }: Previewed, found: Found): Promise<boolean> {
  const { limit, matter, tries } = found
  // Two previews at once must not tell it twice: they have the same key.
  const key = hash('sha256', `near-limit\n${matter}\n${tries.firstAt}`)
  const body = { entityId, matter, limit, count: tries.count, firstAt: tries.firstAt }
  const [outcome] = await act(deps.door, recordNearLimit(deps), [{ key, actor, at, body }])
  return outcome?.kind === 'done' || outcome?.kind === 'in_progress'
}

type NearBody = {
  readonly entityId: string
  readonly matter: string
  readonly limit: NearLimit
  readonly count: number
  readonly firstAt: Instant
}

function recordNearLimit(deps: WatchDeps): Command<NearBody, undefined, null> {
  return {
    operation: 'policy.record_near_limit',
    load: async () => undefined,
    decide: (_, { body, actor, at }) => {
      const id = deps.newId('alert')
      const { limit, entityId } = body
      const change = insertRow(nearLimitTable, {
        id,
        entity_id: entityId,
        person_id: actor.personId,
        matter: body.matter,
        rule_id: limit.rule,
        rule_part: limit.part ?? null,
        measure: limit.measure,
        pack_id: limit.pack,
        pack_version: limit.packVersion,
        tries: body.count,
        first_at: body.firstAt,
        at,
      })
      return {
        answer: null,
        object: { type: 'near_limit', id },
        changes: [change],
        entityId,
        reason: because('policy.many_tries', { rule: limit.rule, tries: body.count }),
        note: { rule: limit.rule, measure: limit.measure, tries: body.count },
      }
    },
  }
}
