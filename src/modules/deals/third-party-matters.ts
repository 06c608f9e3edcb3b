import { actAlone, type Door } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import { answerable, mayWith, nameOf, type Organisation } from '../access/index.ts'
import { askerObjection, loadCustomers, type Askers } from '../parties/index.ts'
import { sayDeal } from './queries.ts'
import { loadThirdParties } from './store.ts'
import { thirdPartyTable, type ThirdPartyRow } from './tables.ts'
import { askersFor, verifyThirdParty, type ThirdPartyDeps } from './third-party-commands.ts'
import { thirdPartyLines } from './third-party-lines.ts'
import { thirdPartyType, verifyObjection } from './third-party.ts'

/** Records of third parties that wait to be verified against their papers, in the inbox of compliance. */
export function thirdPartyMatters(deps: ThirdPartyDeps & { readonly door: Door }): MattersPort {
  return {
    type: thirdPartyType,
    describe: async (tx, reader, ids) => {
      const rows = await loadThirdParties(tx, ids)
      const names = await loadCustomers(
        tx,
        [...rows.values()].map((row) => row.customer_id),
      )
      const records = {
        organisation: await deps.organisation(tx),
        askers: await askersFor(deps, tx, rows.values(), reader.now),
        nameOfParty: (id: string) => names.get(id)?.name ?? id,
      }
      return new Map([...rows.values()].map((row) => [row.id, matterOf(reader, records, row)]))
    },
    answer: (call, thirdPartyId, answer) =>
      actAlone(deps.door, verifyThirdParty(deps), { ...call, body: { thirdPartyId, ...saidOf(answer) } }),
    waiting: async (tx, ids) =>
      stillWaiting((await loadThirdParties(tx, ids)).values(), (row) => ({
        ended: (state) => updateRow(thirdPartyTable, row, { state }),
      })),
  }
}

type Records = {
  readonly organisation: Organisation
  readonly askers: Askers
  readonly nameOfParty: (id: string) => string
}

function matterOf(asking: MatterReader, records: Records, row: ThirdPartyRow): Matter {
  const { actor } = asking
  const reader = { language: actor.language }
  const { entity_id: entityId, customer_id: partyId, from_on: from, until_on: until } = row
  const name = records.nameOfParty(partyId)
  const entity = records.organisation.entities.get(entityId)
  const permission = mayWith({ ...actor, hasFreshFactor: true }, 'deals.verify_third_party', { entityId })
  return {
    version: row.version,
    kind: sayDeal(reader, 'third.kind'),
    title: sayDeal(reader, 'third.title', { name, role: sayDeal(reader, roleKey(row.role)) }),
    heading: name,
    reason: '',
    facts: [
      { name: sayDeal(reader, 'third.party'), text: name, partyId },
      {
        name: sayDeal(reader, 'check.entity'),
        text: entity ? nameOf(entity, actor.language) : entityId,
      },
      ...thirdPartyLines(reader, row),
      { name: sayDeal(reader, 'third.span'), text: sayDeal(reader, 'check.days', { from, until }) },
    ],
    changes: [],
    ...answerable(asking, 'deals.verify_third_party', () =>
      permission.can
        ? (verifyObjection(row, actor.personId) ?? askerObjection(records.askers, partyId, actor.personId))
        : permission.refusal,
    ),
  }
}

/** The database holds the list of roles. */
export function roleKey(role: string): 'third.role.agent' {
  return `third.role.${role}` as 'third.role.agent'
}
