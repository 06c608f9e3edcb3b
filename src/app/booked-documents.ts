import { mayWith, type Organisation } from '../modules/access/index.ts'
import { loadBenefits } from '../modules/benefits/index.ts'
import { budgetsOver, findBudgets } from '../modules/budgets/index.ts'
import {
  findAccruals,
  loadInputTaxOf,
  monthOf,
  type BesidePaper,
  type BookedDocument,
  type DocumentPorts,
  type DocumentReader,
  type NamedDocument,
  type NamesPort,
} from '../modules/ledger/index.ts'
import { documentsOfPayments, papersOfPayments } from '../modules/payments/index.ts'
import { loadRequests, requestsOfBenefits, type RequestRow } from '../modules/requests/index.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import type { World } from './world.ts'

/** What modules say of the documents that entries were booked for. */
export function documentPorts({ requests }: Pick<World, 'requests'>): DocumentPorts {
  return {
    named: async (tx, reader, documents) =>
      new Map([
        ...(await requestsNamed(tx, reader, documents)),
        ...(await documentsOfPayments(tx, reader, documents)),
        ...(await accrualsNamed(tx, reader, documents)),
      ]),
    papers: async (tx, reader, documents) => {
      const organisation = await requests.organisation(tx)
      const budgets = await budgetPapers(tx, reader, organisation, documents)
      const payments = await papersOfPayments(tx, reader, documents)
      const taxes = await inputTaxPapers(tx, reader, documents)
      return new Map(
        documents.map(({ lineId }) => [
          lineId,
          [budgets, payments, taxes].flatMap((papers) => papers.get(lineId) ?? []),
        ]),
      )
    },
  }
}

/** Benefits by number and title, with the request where the reader may open it. */
export const namesOfBenefits: NamesPort = async (tx, reader, ids) => {
  const [benefits, requestIds] = await Promise.all([loadBenefits(tx, ids), requestsOfBenefits(tx, ids)])
  const requests = await loadRequests(tx, [...new Set(requestIds.values())].sort())
  return new Map(
    [...benefits].map(([id, { number, title }]) => {
      const request = requests.get(requestIds.get(id) ?? '')
      const canOpen = request !== undefined && mayOpen(reader, request)
      return [id, { number, title, ...(canOpen ? { requestId: request.id } : {}) }]
    }),
  )
}

/** Requests by their number; a benefit that was booked by itself opens the request that asked for it. */
async function requestsNamed(
  tx: Transaction,
  reader: DocumentReader,
  documents: readonly BookedDocument[],
): Promise<ReadonlyMap<string, NamedDocument>> {
  const asked = documents.filter(({ kind }) => kind === 'request').map(({ id }) => id)
  const alone = documents.filter(({ kind }) => kind === 'benefit').map(({ id }) => id)
  const requests = await loadRequests(tx, [...new Set(asked)].sort())
  const benefits = await namesOfBenefits(tx, reader, [...new Set(alone)].sort())
  return new Map<string, NamedDocument>([
    ...[...requests].map(([id, row]): [string, NamedDocument] => [
      id,
      { number: row.number ?? id, ...(mayOpen(reader, row) && { opens: openRequest(id) }) },
    ]),
    ...[...benefits].map(([id, { number, requestId }]): [string, NamedDocument] => [
      id,
      { number, ...(requestId !== undefined && { opens: openRequest(requestId) }) },
    ]),
  ])
}

/** Accruals and what takes them back, called by their benefit; both are shown in the list of their month. */
async function accrualsNamed(
  tx: Transaction,
  reader: DocumentReader,
  documents: readonly BookedDocument[],
): Promise<ReadonlyMap<string, NamedDocument>> {
  const own = documents.filter(({ kind }) => kind === 'accrual' || kind === 'accrual_reversal')
  const rows = await findAccruals(tx, [...new Set(own.map(({ id }) => id))].sort())
  const benefits = await loadBenefits(
    tx,
    [...new Set([...rows.values()].map((row) => row.benefit_id))].sort(),
  )
  return new Map(
    [...rows].map(([id, { benefit_id: benefitId, entity_id: entityId, month, minor }]) => {
      const opens = { page: 'accrual', entityId, month, accrualId: id } as const
      const canOpen = mayWith(reader, 'ledger.accruals', { entityId }).can
      const named = { number: benefits.get(benefitId)?.number ?? benefitId, month, stands: minor > 0n }
      return [id, { ...named, ...(canOpen && { opens }) }]
    }),
  )
}

/** The input tax behind what was given, as far as it was credited: its voucher has less than the books. */
async function inputTaxPapers(
  tx: Transaction,
  reader: DocumentReader,
  documents: readonly BookedDocument[],
): Promise<ReadonlyMap<string, readonly BesidePaper[]>> {
  const given = documents.filter(({ account, stage }) => account === 'expense' && stage === 'given')
  const ids = [...new Set(given.flatMap(({ benefitId }) => benefitId ?? []))].sort()
  const found = ids.length === 0 ? [] : await loadInputTaxOf(tx, ids)
  // What was credited first, then what was turned out of it.
  const rows = found
    .filter(({ minor }) => minor !== 0n)
    .toSorted((a, b) =>
      a.booked_on < b.booked_on ? -1 : a.booked_on > b.booked_on ? 1 : Number(b.minor - a.minor),
    )
  const papers = Map.groupBy(rows, (row) => row.benefit_id)
  return new Map(
    given.map(({ lineId, benefitId }) => [
      lineId,
      (papers.get(benefitId ?? '') ?? []).map((row): BesidePaper => {
        const opens = { page: 'input_tax', entityId: row.entity_id, month: monthOf(row.booked_on) } as const
        const canOpen = mayWith(reader, 'ledger.input_tax', { entityId: row.entity_id }).can
        const kind = row.minor < 0n ? 'input_tax_out' : 'input_tax'
        return { kind, id: row.id, number: row.invoice_number, ...(canOpen && { opens }) }
      }),
    ]),
  )
}

const openRequest = (requestId: string) => ({ page: 'request', requestId }) as const

/** Whoever reads books watches over an entity; an own request opens as well. */
function mayOpen(reader: DocumentReader, { requester_id: ownerId, entity_id: entityId, state }: RequestRow) {
  return mayWith(reader, 'requests.detail', { ownerId, entityId, state }).can
}

/** The accounts of the books that take from budgets before anything is spent, by the figure of a budget. */
const takesFrom: Readonly<Record<string, 'held' | 'committed'>> = { hold: 'held', commitment: 'committed' }

/** What is put on hold or promised, beside each the budgets in force that it takes from. */
async function budgetPapers(
  tx: Transaction,
  reader: DocumentReader,
  organisation: Organisation,
  documents: readonly BookedDocument[],
): Promise<ReadonlyMap<string, readonly BesidePaper[]>> {
  const own = documents.flatMap((each) => {
    const figure = takesFrom[each.account]
    // What takes a hold or a promise off again stands in no budget any more.
    const isPutOn = each.stage === (figure === 'held' ? 'asked' : 'approved')
    return figure !== undefined && isPutOn ? [{ ...each, figure }] : []
  })
  const benefits = await loadBenefits(
    tx,
    [...new Set(own.flatMap(({ benefitId }) => benefitId ?? []))].sort(),
  )
  const entityIds = [...benefits.values()].flatMap((benefit) => benefit.entity_id ?? [])
  const budgets = await findBudgets(tx, entityIds)
  return new Map(
    own.map(({ lineId, benefitId, figure }) => {
      const benefit = benefits.get(benefitId ?? '')
      const rows = benefit ? budgetsOver(budgets, organisation, benefit) : []
      return [
        lineId,
        rows.map(({ id, name, entity_id: entityId, from_on: from }): BesidePaper => {
          const year = Number(from.slice(0, 4))
          const opens = { page: 'budget', entityId, year, budgetId: id, figure } as const
          const canOpen = mayWith(reader, 'budgets.list', { entityId }).can
          return { kind: 'budget', id, number: name, ...(canOpen && { opens }) }
        }),
      ]
    }),
  )
}
