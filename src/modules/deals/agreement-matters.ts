import { actAlone, type Door } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { saidOf, type Matter, type MatterReader, type MattersPort } from '../../platform/matters.ts'
import { answerable, mayWith, nameOf, type Organisation } from '../access/index.ts'
import { loadCustomers } from '../parties/index.ts'
import { checkAgreement, type AgreementDeps } from './agreement-commands.ts'
import { agreementCheckObjection } from './domain.ts'
import { sayDeal } from './queries.ts'
import { findClauses, loadAgreements } from './store.ts'
import { agreementTable, type AgreementRow, type ClauseRow } from './tables.ts'

/** Agreements that wait to be checked against their documents, in the inbox of finance and compliance. */
export function agreementMatters(deps: AgreementDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'agreement',
    describe: async (tx, reader, ids) => {
      const records = await loadRecords(deps, tx, ids)
      return new Map(records.rows.map((row) => [row.id, matterOf(reader, records, row)]))
    },
    answer: (call, agreementId, answer) =>
      actAlone(deps.door, checkAgreement(deps), { ...call, body: { agreementId, ...saidOf(answer) } }),
    waiting: async (tx, ids) => {
      const drafts = [...(await loadAgreements(tx, ids)).values()].filter(({ state }) => state === 'draft')
      return new Map(
        drafts.map((row) => [row.id, { ended: (state) => updateRow(agreementTable, row, { state }) }]),
      )
    },
  }
}

type Records = {
  readonly organisation: Organisation
  readonly rows: readonly AgreementRow[]
  readonly clauses: readonly ClauseRow[]
  readonly customerName: (id: string) => string
}

async function loadRecords(deps: AgreementDeps, tx: Transaction, ids: readonly string[]): Promise<Records> {
  const rows = [...(await loadAgreements(tx, ids)).values()]
  const customers = await loadCustomers(
    tx,
    rows.map((row) => row.customer_id),
  )
  return {
    organisation: await deps.organisation(tx),
    rows,
    clauses: await findClauses(tx, ids),
    customerName: (id) => customers.get(id)?.name ?? id,
  }
}

function matterOf(asking: MatterReader, records: Records, row: AgreementRow): Matter {
  const { actor } = asking
  const { language } = actor
  const reader = { language }
  const name = records.customerName(row.customer_id)
  const entity = records.organisation.entities.get(row.entity_id)
  const { number, from_on: from, until_on: until, entity_id: entityId } = row
  const permission = mayWith({ ...actor, hasFreshFactor: true }, 'deals.check_agreement', { entityId })
  const span =
    until === null
      ? sayDeal(reader, 'check.open_ended', { from })
      : sayDeal(reader, 'check.days', { from, until })
  return {
    version: row.version,
    kind: sayDeal(reader, 'check.kind'),
    title: sayDeal(reader, 'check.title', { name, number }),
    heading: name,
    reason: '',
    facts: [
      { name: sayDeal(reader, 'check.entity'), text: entity ? nameOf(entity, language) : entityId },
      { name: sayDeal(reader, 'check.signed'), text: row.signed_on },
      { name: sayDeal(reader, 'check.span'), text: span },
      { name: sayDeal(reader, 'check.document'), text: row.document ?? sayDeal(reader, 'check.before') },
    ],
    changes: records.clauses
      .filter((clause) => clause.agreement_id === row.id)
      .map((clause) => ({
        name: sayDeal(reader, 'check.clause', { number: clause.number }),
        before: sayDeal(reader, 'check.before'),
        after: clause.text,
      })),
    ...answerable(asking, 'deals.check_agreement', () =>
      permission.can ? agreementCheckObjection(row, actor.personId) : permission.refusal,
    ),
  }
}
