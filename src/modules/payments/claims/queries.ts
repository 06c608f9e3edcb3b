import type { z } from 'zod'
import { claimCursors, type claims } from '../../../contract/claims.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayClaim } from '../../../texts/claims.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { entitiesFor, staffRefOf } from '../../access/index.ts'
import { partsUsedFor } from '../../invoices/index.ts'
import { partyRefs } from '../../parties/index.ts'
import { loadRequests, type RequestRow } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { loadClaimLines, loadStaffAccounts, ordersOfClaims } from '../store.ts'
import { countClaims, listClaims, type ClaimsOf } from '../store-lists.ts'
import { findReceiptsAgain, type ReceiptAgain } from '../store-receipts.ts'
import { isLive, owedBy } from '../orders/domain.ts'
import type { ClaimLineRow, ClaimRow, OrderRow } from '../tables.ts'
import { claimStates } from '../../../contract/states.ts'
import { decideClaimMove } from './domain.ts'
import { invoiceOf } from './invoice-shown.ts'
import { otherVendors } from './other-vendor.ts'
import { paidOf, payQuestion, paySays } from './paid-lines.ts'
import { receiptQuestions } from './receipts-again.ts'
import { claimSays } from './says.ts'
import { isOwnClaim } from './whose.ts'

type List = z.output<typeof claims.answer>
type Item = List['items'][number]
type StaffRef = Item['claimant']

const pageSize = 50

/** The claims of the entities that the reader watches over; for lists of finance and auditors. */
export function claimsWatched({ actor, organisation }: PaymentReader): ClaimsOf {
  const mine = entitiesFor(actor, 'payments.claims')
  const entityIds = mine.includes('*') ? [...organisation.entities.keys()] : mine
  return { entityIds, claimantId: undefined }
}

/** Claims with their lines in words. */
export async function claimsOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader,
  of: ClaimsOf,
  query: z.output<typeof claims.query>,
): Promise<List> {
  const [rows, counts] = await Promise.all([
    listClaims(tx, {
      ...of,
      states: query.state === undefined ? claimStates : [query.state],
      claimId: query.claimId,
      after: query.cursor,
      limit: pageSize + 1,
      isNewestFirst: !isWork(of, query.state),
    }),
    countClaims(tx, of),
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    items: await itemsOf(tx, reader, shown, await ratePercentOf(deps, tx, reader)),
    ...(rows.length > pageSize && last
      ? { next: claimCursors.write({ at: last.filed_at, id: last.id }) }
      : {}),
    counts: claimStates.map((state) => ({ state, ...(counts.get(state) ?? { count: 0, late: 0 }) })),
  }
}

async function ratePercentOf(deps: PaymentDeps, tx: Transaction, { today }: PaymentReader): Promise<number> {
  return (await deps.requests.policy(tx)).payments(today).ratePercent
}

/** What waits for finance is worked off from the oldest; everything else is looked at from the newest. */
function isWork({ claimantId }: ClaimsOf, state: ClaimRow['state'] | undefined): boolean {
  return claimantId === undefined && (state === 'received' || state === 'in_check' || state === 'disputed')
}

async function itemsOf(
  tx: Transaction,
  reader: PaymentReader,
  rows: readonly ClaimRow[],
  ratePercent: number,
): Promise<Item[]> {
  const lines = await loadClaimLines(
    tx,
    rows.map(({ id }) => id),
  )
  const requests = await loadRequests(tx, [...new Set(lines.map((line) => line.request_id))].sort())
  const parts = Map.groupBy(
    await partsUsedFor(
      tx,
      'claim_line',
      lines.map(({ id }) => id),
    ),
    (part) => part.for_id,
  )
  const names = await partyRefs(
    tx,
    rows.map((row) => row.payee_id),
  )
  const standing = await standingOf(tx, rows)
  const again = await findReceiptsAgain(tx, openAmong(reader, rows))
  const remarkOf = await otherVendors(tx, reader.actor.language, {
    claims: rows,
    requests: [...requests.values()],
    partsOf: (lineId) => parts.get(lineId) ?? [],
  })
  const staff = { ...reader, language: reader.actor.language, personId: reader.actor.personId }
  const requesterOf = ({ request_id: id }: ClaimLineRow) => {
    const request = requests.get(id)
    return request && staffRefOf(staff, request.requester_id)
  }
  return rows.map((row) => ({
    ...headOf(reader, row),
    ...partOf(reader, row, again.get(row.id)),
    says: claimSays(reader.actor.language, {
      claim: row,
      checker: row.checked_by === null ? '' : staffRefOf(staff, row.checked_by).name,
      ...othersIn(row, reader.actor.personId, (id) => staffRefOf(staff, id).name),
      ...standing(row),
    }),
    payments: standing(row).orders.map((order) => paymentOf(reader, order)),
    claimant: staffRefOf(staff, row.claimant_id),
    ...behalfOf(reader.actor, row, { lines, requesterOf }),
    payee: names.get(row.payee_id)?.name ?? staffRefOf(staff, row.payee_id).name,
    ...(row.checked_by === null ? {} : { checker: staffRefOf(staff, row.checked_by) }),
    lines: lines
      .filter((line) => line.claim_id === row.id)
      .map((line) => ({
        ...lineOf(line, requests.get(line.request_id)),
        ...paysOf(reader, row, { line, limit: ratePercent }),
        ...remarked(remarkOf(line)),
        invoices: (parts.get(line.id) ?? []).map((part) => invoiceOf(reader.actor, part)),
        isOwed: isOwed(row, line, standing(row).orders),
      })),
  }))
}

/** The claims that somebody has to answer for who accepts them; whoever filed one is asked nothing. */
function openAmong({ actor }: PaymentReader, rows: readonly ClaimRow[]): string[] {
  return rows.filter((row) => isOpen(row) && !isOwnClaim(row, actor.personId)).map(({ id }) => id)
}

/** What was decided is answered, and what was taken back is asked by nobody. */
function isOpen({ state }: Pick<ClaimRow, 'state'>): boolean {
  return decideClaimMove(state, 'accepted') === undefined || state === 'disputed'
}

/** Who else has a part in what was filed for others, by name: not the reader, who is spoken to. */
function othersIn(
  { on_behalf: reason, claimant_id: filer, payee_id: payee }: ClaimRow,
  readerId: string,
  nameOf: (personId: string) => string,
) {
  if (reason === null) return {}
  return {
    ...(filer === readerId ? {} : { filer: nameOf(filer) }),
    ...(payee === readerId ? {} : { payee: nameOf(payee) }),
  }
}

/** For whom somebody else files it, and why. */
function behalfOf(
  { language }: PaymentReader['actor'],
  { id, on_behalf: reason }: ClaimRow,
  {
    lines,
    requesterOf,
  }: {
    readonly lines: readonly ClaimLineRow[]
    readonly requesterOf: (line: ClaimLineRow) => StaffRef | undefined
  },
): Pick<Item, 'onBehalf'> {
  if (reason === null) return {}
  const people = lines.filter((line) => line.claim_id === id).flatMap((line) => requesterOf(line) ?? [])
  const of = [...new Map(people.map((who) => [who.id, who])).values()]
  const names = of.map(({ name }) => name).join(language === 'en' ? ', ' : '、')
  return { onBehalf: { says: sayClaim(language, 'behalf', { names, reason }), reason, of } }
}

/** What is paid for a line in another currency, and what whoever accepts it has to answer of it. */
function paysOf(
  { actor: { language } }: PaymentReader,
  claim: ClaimRow,
  { line, limit }: { readonly line: ClaimLineRow; readonly limit: number },
): Pick<Item['lines'][number], 'pays'> {
  const says = paySays(language, line)
  if (says === undefined) return {}
  const asks = isOpen(claim) ? payQuestion(language, line, limit) : undefined
  return {
    pays: {
      amount: toMoneyJson(paidOf(line)),
      says,
      ...(asks === undefined ? {} : { asks }),
      ...(line.proof_id === null ? {} : { proofId: line.proof_id }),
    },
  }
}

function remarked(remark: string | undefined): { readonly remark?: string } {
  return remark === undefined ? {} : { remark }
}

function lineOf(line: ClaimLineRow, request: Pick<RequestRow, 'number' | 'title'> | undefined) {
  return {
    requestId: line.request_id,
    ...(request?.number == null ? {} : { number: request.number }),
    title: request?.title ?? '',
    amount: toMoneyJson({ currency: line.currency, minor: line.minor }),
  }
}

/** Whether something of a line is accepted and stands in no payment order that is alive. */
function isOwed({ state }: ClaimRow, line: ClaimLineRow, orders: readonly OrderRow[]): boolean {
  const ordered = orders
    .filter((order) => order.benefit_id === line.benefit_id && isLive(order.state))
    .reduce((sum, order) => sum + owedBy(order), 0n)
  return state === 'accepted' && ordered < line.minor
}

/** The payments of claims, and whether whoever is reimbursed has an account to be paid to. */
async function standingOf(tx: Transaction, rows: readonly ClaimRow[]) {
  const accepted = rows.filter(({ state }) => state === 'accepted')
  const orders = Map.groupBy(
    await ordersOfClaims(
      tx,
      accepted.map(({ id }) => id),
    ),
    (order) => order.claim_id ?? '',
  )
  const accounts = await loadStaffAccounts(
    tx,
    [...new Set(accepted.map((row) => row.payee_id))].sort(),
    'shared',
  )
  return ({ id, payee_id: who }: ClaimRow) => ({
    orders: orders.get(id) ?? [],
    hasAccount: (accounts.get(who) ?? []).some(({ state }) => state === 'verified'),
  })
}

/** What the reader may do with it as its claimant, and what of its papers is asked of whoever accepts it. */
function partOf({ actor }: PaymentReader, claim: ClaimRow, again: readonly ReceiptAgain[] = []) {
  const { claimant_id: who, state } = claim
  const isOwn = who === actor.personId
  return {
    again: receiptQuestions(actor.language, claim, again),
    canWithdraw: isOwn && decideClaimMove(state, 'withdrawn') === undefined,
    canAnswer: isOwn && state === 'disputed',
  }
}

function paymentOf({ actor: { language } }: PaymentReader, order: OrderRow): Item['payments'][number] {
  return {
    number: order.number,
    state: order.state,
    stateWord: sayPayment(language, `order.${order.state}`),
    amount: toMoneyJson({ currency: order.currency, minor: order.minor }),
    ...(order.paid_on === null ? {} : { paidOn: order.paid_on }),
  }
}

function headOf({ actor: { language } }: PaymentReader, row: ClaimRow) {
  return {
    claimId: row.id,
    number: row.number,
    version: row.version,
    // The database holds the lists of states and ways.
    state: row.state as Item['state'],
    stateWord: sayPayment(language, `claim.${row.state}`),
    entityId: row.entity_id,
    way: row.way as Item['way'],
    wayWord: sayPayment(language, `way.${row.way}`),
    amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
    ...(row.pay_currency === null ? {} : { pays: toMoneyJson(paidOf(row)) }),
    daysAfter: row.days_after,
    isLate: row.is_late,
    filedAt: row.filed_at,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.answer === null ? {} : { answer: row.answer }),
    receipts: receiptsOf(row),
  }
}

function receiptsOf({ file_ids: fileIds }: ClaimRow): number {
  const ids: unknown = JSON.parse(fileIds)
  return Array.isArray(ids) ? ids.length : 0
}
