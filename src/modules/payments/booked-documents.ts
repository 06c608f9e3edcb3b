import { mayWith } from '../access/index.ts'
import { loadBenefits } from '../benefits/index.ts'
import { mayOpenInvoice, partsUsedFor } from '../invoices/index.ts'
import type { BesidePaper, BookedDocument, DocumentReader, NamedDocument } from '../ledger/index.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findClaims, findOrders, findRefunds, findReleases, linesOfBenefits } from './store.ts'
import { findLines } from './bank/store.ts'
import { batchesOfOrders, linesOfOrders, type ShownLine } from './bank/store-shown.ts'
import { findCharges } from './store-tax.ts'
import { ordersNamed } from './bank/tables.ts'
import type { ClaimLineRow, ClaimRow, OrderRow } from './tables.ts'

/** Payment orders, what came back of them, releases and taxes that entries were booked for, by identifier. */
export async function documentsOfPayments(
  tx: Transaction,
  reader: DocumentReader,
  documents: readonly BookedDocument[],
): Promise<ReadonlyMap<string, NamedDocument>> {
  const refunds = await findRefunds(tx, 'id', idsOf(documents, 'refund'))
  const ofRefunds = refunds.map((row) => row.order_id)
  const [orders, releases, charges] = await Promise.all([
    findOrders(tx, [...new Set([...idsOf(documents, 'payment_order'), ...ofRefunds])].sort()),
    findReleases(tx, idsOf(documents, 'release')),
    findCharges(tx, idsOf(documents, 'tax_charge')),
  ])
  // A release and a tax have no number of their own: they are called by the benefit.
  const benefits = await loadBenefits(
    tx,
    [...new Set([...releases, ...charges].map((row) => row.benefit_id))].sort(),
  )
  const numberOf = ({ benefit_id: id }: { readonly benefit_id: string }) => benefits.get(id)?.number ?? id
  const may = (operation: string, entityId: string) => mayWith(reader, operation, { entityId }).can
  return new Map<string, NamedDocument>([
    ...orders.map(({ id, number, entity_id: entityId, state }): [string, NamedDocument] => [
      id,
      {
        number,
        stands: state === 'paid',
        ...(may('payments.queue', entityId) && { opens: { page: 'payment_order', orderId: id } }),
      },
    ]),
    // Called by the payment, whose page shows what came back of it.
    ...refunds.map((row): [string, NamedDocument] => {
      const number = orders.find(({ id }) => id === row.order_id)?.number ?? row.order_id
      const opens = { page: 'payment_order', orderId: row.order_id } as const
      return [row.id, { number, ...(may('payments.queue', row.entity_id) && { opens }) }]
    }),
    ...releases.map((row): [string, NamedDocument] => [
      row.id,
      {
        number: numberOf(row),
        ...(may('payments.releases', row.entity_id) && { opens: { page: 'release', releaseId: row.id } }),
      },
    ]),
    ...charges.map((row): [string, NamedDocument] => {
      const { id: chargeId, entity_id: entityId, year, minor } = row
      const canOpen = may('payments.tax_schedule', entityId)
      const opens = { page: 'tax_charge', entityId, year, chargeId } as const
      const named = { number: numberOf(row), year, stands: minor > 0n }
      return [chargeId, { ...named, ...(canOpen && { opens }) }]
    }),
  ])
}

function idsOf(documents: readonly BookedDocument[], kind: BookedDocument['kind']): string[] {
  return [...new Set(documents.flatMap((each) => (each.kind === kind ? [each.id] : [])))].sort()
}

/** A claim as a paper, with the line of it that is about a benefit. */
type Claimed = { readonly line: ClaimLineRow; readonly claim: ClaimRow }

/**
 * The papers of payments beside documents: the claims of what was given with their invoices; of a payment its
 * claim, the lines of the statement that show it, or the batch in which it left; of what came back its line.
 */
export async function papersOfPayments(
  tx: Transaction,
  reader: DocumentReader,
  documents: readonly BookedDocument[],
): Promise<ReadonlyMap<string, readonly BesidePaper[]>> {
  const paid = idsOf(documents, 'payment_order')
  const given = documents.filter(isGiving).flatMap(({ benefitId }) => benefitId ?? [])
  const orders = await findOrders(tx, paid)
  const benefitIds = [...given, ...orders.map((order) => order.benefit_id)]
  const [claimed, bank, refunds] = await Promise.all([
    claimedOf(tx, benefitIds),
    bankPapers(tx, reader, orders),
    refundPapers(tx, reader, idsOf(documents, 'refund')),
  ])
  const invoices = await invoicePapers(tx, reader, claimed)
  const orderOf = new Map(orders.map((order) => [order.id, order]))
  return new Map(
    documents.map((document): [string, readonly BesidePaper[]] => {
      const order = orderOf.get(document.id)
      const own = claimed.filter((each) => isBehind(each, document, order))
      const claims = own.flatMap((each) => [
        claimPaper(reader, each.claim),
        ...(invoices.get(each.line.id) ?? []),
      ])
      const shown = order ? bank.get(order.id) : refunds.get(document.id)
      return [document.lineId, [...claims, ...(shown ?? [])]]
    }),
  )
}

function isGiving({ kind, stage }: BookedDocument): boolean {
  return (kind === 'request' || kind === 'benefit') && (stage === 'given' || stage === 'reversed')
}

function isBehind({ line, claim }: Claimed, document: BookedDocument, order: OrderRow | undefined): boolean {
  if (order) return order.claim_id === claim.id && order.benefit_id === line.benefit_id
  return isGiving(document) && line.benefit_id === document.benefitId
}

/** What claims said of these benefits, but for those that were taken back or refused. */
async function claimedOf(tx: Transaction, benefitIds: readonly string[]): Promise<Claimed[]> {
  const lines = await linesOfBenefits(tx, [...new Set(benefitIds)].sort())
  const claims = await findClaims(tx, [...new Set(lines.map((line) => line.claim_id))].sort())
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  return lines.flatMap((line) => {
    const claim = byId.get(line.claim_id)
    return claim && claim.state !== 'withdrawn' && claim.state !== 'refused' ? [{ line, claim }] : []
  })
}

function claimPaper(reader: DocumentReader, { id, number, entity_id: entityId }: ClaimRow): BesidePaper {
  const canOpen = mayWith(reader, 'payments.claims', { entityId }).can
  return { kind: 'claim', id, number, ...(canOpen && { opens: { page: 'claim', claimId: id } }) }
}

async function invoicePapers(tx: Transaction, reader: DocumentReader, claimed: readonly Claimed[]) {
  const parts = await partsUsedFor(
    tx,
    'claim_line',
    claimed.map(({ line }) => line.id),
  )
  const papers = Map.groupBy(parts, (part) => part.for_id)
  return new Map(
    [...papers].map(([lineId, own]) => [
      lineId,
      own.map((part): BesidePaper => {
        const { invoice_id: invoiceId, number } = part
        const canOpen = mayOpenInvoice(reader, part)
        return {
          kind: 'invoice',
          id: invoiceId,
          number,
          ...(canOpen && { opens: { page: 'invoice', invoiceId } }),
        }
      }),
    ]),
  )
}

/** What the bank shows of payments: the lines of its statements; before there is one, the batch. */
async function bankPapers(tx: Transaction, reader: DocumentReader, orders: readonly OrderRow[]) {
  const orderIds = orders.map(({ id }) => id)
  const [lines, batches] = await Promise.all([linesOfOrders(tx, orders), batchesOfOrders(tx, orderIds)])
  const may = (operation: string, entityId: string) => mayWith(reader, operation, { entityId }).can
  return new Map(
    orderIds.map((orderId): [string, readonly BesidePaper[]] => {
      const shown = lines.filter((line) => ordersNamed(line).includes(orderId))
      if (shown.length > 0) {
        return [orderId, shown.map((line) => linePaper(reader, line))]
      }
      const left = batches.filter((batch) => batch.order_id === orderId)
      return [
        orderId,
        left.map(({ batch_id: id, entity_id: entityId, execute_on: day }): BesidePaper => {
          const opens = { page: 'batch', entityId, batchId: id } as const
          return {
            kind: 'batch',
            id,
            number: day,
            ...(may('bank.reconciliation', entityId) && { opens }),
          }
        }),
      ]
    }),
  )
}

/** The lines of statements that show what came back, by the refund. */
async function refundPapers(tx: Transaction, reader: DocumentReader, refundIds: readonly string[]) {
  const refunds = await findRefunds(tx, 'id', refundIds)
  const lines = await findLines(
    tx,
    refunds.map((row) => row.line_id),
  )
  return new Map(
    refunds.map(({ id, line_id: lineId }): [string, readonly BesidePaper[]] => [
      id,
      lines.filter((line) => line.id === lineId).map((line) => linePaper(reader, line)),
    ]),
  )
}

function linePaper(reader: DocumentReader, line: Omit<ShownLine, 'order_ids'>): BesidePaper {
  const { id: lineId, entity_id: entityId, account_id: accountId } = line
  const opens = { page: 'statement_line', entityId, accountId, lineId } as const
  return {
    kind: 'statement_line',
    id: lineId,
    number: `${line.booked_on} #${line.row_number}`,
    ...(mayWith(reader, 'bank.lines', { entityId }).can && { opens }),
  }
}
