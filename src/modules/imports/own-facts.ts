import type { Facts } from '../../contract/facts.ts'
import { buildFacts, receivedFacts, type DealRecord, type GiverRecord } from '../facts/index.ts'
import type { OwnSituation } from './own-situation.ts'
import type { RowParty } from './domain.ts'
import { preparedRow, type PreparedRow } from './prepare.ts'
import { toFacts } from './to-facts.ts'

/** The facts of a row of our own history: those that a request or a declaration of its day would have had. */
export function prepareOwn(giver: GiverRecord, situation: OwnSituation, idOf: IdOf): PreparedRow {
  const prepare = situation.row.direction === 'received' ? received : given
  return prepare(giver, situation, idOf)
}

/** The id of whoever is no party on record. */
type IdOf = (party: RowParty) => string

function given(giver: GiverRecord, situation: OwnSituation, idOf: IdOf): PreparedRow {
  const { row, customer, person, deal, asked, staffId } = situation
  if (!deal) throw new Error('a row that is decided has its agreements')
  const records = { giver, customer, person, deal, evidence: [], history: [] }
  // Judged as if it had been asked for in time: what would the rules of the day have said?
  const { history: _, ...built } = buildFacts(asked, records, { requesterId: staffId ?? '', isLate: false })
  return preparedRow(row, staffId === undefined ? withoutRequester(built) : built, {
    recipientId: person?.id ?? customer?.id ?? idOf(row.recipient),
    giverGroup: giver.group,
    orgId: person?.employerId ?? customer?.id,
    giverPersonId: staffId,
  })
}

/** Whoever imports a register did not give what stands in it: where it names nobody, nobody is known. */
function withoutRequester(facts: Facts): Facts {
  const { personId: _, ...giver } = facts.giver ?? {}
  const { requesterId: __, ...request } = facts.request ?? {}
  return { ...facts, giver, request }
}

/** Things of one outside party are summed together, for the member of staff who received them. */
function received(giver: GiverRecord, situation: OwnSituation, idOf: IdOf): PreparedRow {
  const { row, customer, deal, asked, staffId } = situation
  const giverGroup = customer?.id ?? idOf(row.giver)
  if (staffId === undefined) {
    const recipientId = idOf(row.recipient)
    return preparedRow(row, toFacts(row, { giverGroup, recipientId }).facts, {
      recipientId,
      giverGroup,
      orgId: undefined,
      giverPersonId: undefined,
    })
  }
  const records = { giver: { ...giver, group: giverGroup }, customer, deal: deal ?? noDeal, evidence: [] }
  const { history: _, ...facts } = receivedFacts(
    asked,
    { ...records, history: [] },
    { personId: staffId, country: giver.seat },
  )
  const outside = { giverGroup, orgId: undefined, giverPersonId: undefined }
  return preparedRow(row, facts, { recipientId: staffId, ...outside })
}

const noDeal: DealRecord = {
  tender: { state: 'none', matter: 'none', recipientRole: 'none' },
  hasClause: false,
  eventCountry: undefined,
  programme: undefined,
}
