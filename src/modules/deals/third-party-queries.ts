import type { z } from 'zod'
import { thirdParties, type recordThirdParty } from '../../contract/third-parties.ts'
import { formatMoment } from '../../kernel/format.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { timeAgo } from '../../kernel/relative-time.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { homeZone, mayWith, nameOf, staffRefOf } from '../access/index.ts'
import { askerObjection, loadCustomers, withMerged, type Askers } from '../parties/index.ts'
import { sayDeal, type DealReader } from './queries.ts'
import { findThirdParties } from './store.ts'
import type { ThirdPartyRow } from './tables.ts'
import { askersFor, type ThirdPartyDeps } from './third-party-commands.ts'
import { thirdPartyLines } from './third-party-lines.ts'
import { roleKey } from './third-party-matters.ts'
import { thirdPartyOn, verifyObjection } from './third-party.ts'

type Answer = z.output<typeof thirdParties.answer>
type Item = Answer['items'][number]
type Reader = DealReader & { readonly actor: Actor; readonly now: Instant }

const roles: readonly z.output<typeof recordThirdParty.body>['role'][] = [
  'agent',
  'broker',
  'consultant',
  'distributor',
]

/** Whoever works with what was found out about a third party; others see its state, role and days. */
const inquirers = ['finance', 'compliance', 'auditor', 'outside_auditor']

/** What has or had a say in decisions is everybody's to see. */
const settled: readonly string[] = ['verified', 'ended']

/**
 * What is on record of a party, and of all that were merged into it, as a third party. What was found out is
 * for those who oversee the entity; a record that never spoke is theirs alone.
 */
export async function thirdPartiesOf(
  deps: Pick<ThirdPartyDeps, 'findAskers' | 'dayAt'>,
  tx: Transaction,
  reader: Reader,
  partyId: string,
): Promise<Answer> {
  const { members, survivorOf } = await withMerged(tx, [partyId])
  // As decisions read them: of two records that a merge brought together one speaks.
  const rows = (await findThirdParties(tx, members)).map((row) => ({
    ...row,
    customer_id: survivorOf(row.customer_id),
  }))
  const askers = await askersFor(deps, tx, rows, reader.now)
  const isOrganisation = (await loadCustomers(tx, [partyId])).get(partyId)
  const entities = [...reader.organisation.entities.values()]
    .filter(({ id }) => recordPermission(reader, 'deals.record_third_party', id).can)
    .map((entity) => ({ value: entity.id, word: nameOf(entity, reader.language) }))
  const [first] = entities
  return {
    items: rows
      .filter((row) => settled.includes(row.state) || inquires(reader.actor, row.entity_id))
      .map((row) => itemOf(reader, rows, askers, row)),
    roles: roles.map((role) => ({ value: role, word: sayDeal(reader, roleKey(role)) })),
    entities: isOrganisation ? entities : [],
    record: recordPermission(
      reader,
      'deals.record_third_party',
      first?.value ?? reader.actor.entityIds[0] ?? '',
    ),
  }
}

function itemOf(reader: Reader, rows: readonly ThirdPartyRow[], askers: Askers, row: ThirdPartyRow): Item {
  const entity = reader.organisation.entities.get(row.entity_id)
  const isOpen = inquires(reader.actor, row.entity_id)
  const wanted = { customerId: row.customer_id, entityId: row.entity_id, day: reader.today }
  const verify = recordPermission(reader, 'deals.verify_third_party', row.entity_id)
  const objection =
    verifyObjection(row, reader.actor.personId) ??
    askerObjection(askers, row.customer_id, reader.actor.personId)
  // The database holds the lists of roles and states.
  const [role, state] = [row.role as Item['role'], row.state as Item['state']]
  return {
    thirdPartyId: row.id,
    entity: entity ? nameOf(entity, reader.language) : row.entity_id,
    role,
    roleWord: sayDeal(reader, roleKey(role)),
    state,
    word: sayDeal(reader, `third.state.${state}`),
    isInForce: thirdPartyOn(rows, wanted)?.id === row.id,
    lines: isOpen ? thirdPartyLines(reader, row) : [],
    fromOn: row.from_on,
    untilOn: row.until_on,
    recordedBy: staffRefOf({ ...reader, personId: '' }, row.recorded_by),
    recorded: {
      at: row.recorded_at,
      text: formatMoment(row.recorded_at, homeZone, reader.now),
      ago: timeAgo(row.recorded_at, { now: reader.now, zone: homeZone, language: reader.language }),
    },
    ...(row.verified_by === null
      ? {}
      : { verifiedBy: staffRefOf({ ...reader, personId: '' }, row.verified_by) }),
    ...(row.end_reason === null || !isOpen ? {} : { endReason: row.end_reason }),
    verify: verify.can && objection ? refused(reader, objection) : verify,
    end: recordPermission(reader, 'deals.end_third_party', row.entity_id),
  }
}

/** Whether somebody works in that entity with what was found out. */
function inquires({ roles, roleEntities, entityIds }: Actor, entityId: string): boolean {
  const reach = inquirers
    .filter((role) => roles.includes(role))
    .flatMap((role) => roleEntities?.[role] ?? entityIds)
  return reach.includes(entityId) || reach.includes('*')
}

function recordPermission(reader: Reader, operation: string, entityId: string): Item['verify'] {
  const allowed = mayWith({ ...reader.actor, hasFreshFactor: true }, operation, { entityId })
  if (!allowed.can) return refused(reader, allowed.refusal)
  const needsFactor = operation === 'deals.verify_third_party' && !reader.actor.hasFreshFactor
  return { can: true, needsReason: operation === 'deals.end_third_party', needsFactor }
}

function refused({ language }: Reader, refusal: Refusal): Item['verify'] {
  return { can: false, why: sayRefusal(refusal, language).says }
}
