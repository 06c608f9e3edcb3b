import { because, wordsOr, type Because } from '../../../kernel/because.ts'
import { canonical } from '../../../kernel/canonical.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, rowAfter, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { dutyChange } from '../../access/index.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import { leftOf } from '../../invoices/index.ts'
import { loadCustomers, type CustomerRow } from '../../parties/index.ts'
import {
  attachEvidence,
  loadFiles,
  ownFiles,
  usedElsewhere,
  type EvidenceRow,
  type RequestRow,
} from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { wayOf } from '../orders/domain.ts'
import { count, restOf } from '../payable.ts'
import { nextClaimNumbers } from '../store.ts'
import { claimLineTable, claimTable, type ClaimRow, type PayableRow } from '../tables.ts'
import { claimNumber, lateness } from './domain.ts'
import { loadGiven, type Claiming, type GivenCase } from './given.ts'
import { paidOf, shownIn } from './paid-lines.ts'
import { paidIn, paidTogether, noteOf, paysOwn, type PayColumns } from './pay-currency.ts'
import { besideObjection, loadForLines, useForLine, type ForLines, type Stopped } from './invoice-use.ts'
import { spread, type Piece } from './spread.ts'
import { mayClaim } from './whose.ts'

/** One line: how much of the claim belongs to which approval, and the invoice that shows it. */
export type LineBody = {
  readonly requestId: string
  readonly minor: string
  readonly invoiceId?: string | undefined
  /** What is paid for it in the currency of the claim, where a card or an invoice says so and no rate. */
  readonly paid?: string | undefined
  /** The rate that was seen when it was filed: another one by then is told, and nothing is filed. */
  readonly rate?: { readonly on: string; readonly rate: string } | undefined
}

/** A claim: what was spent for which approvals, and its receipts. */
export type FileBody = {
  readonly lines: readonly LineBody[]
  readonly fileIds: readonly string[]
  /** Invoices that show the lines together: each line takes what is left of them, in this order. */
  readonly invoiceIds?: readonly string[] | undefined
  /** The vendor to be paid, where that is the way of the benefits. */
  readonly vendorId?: string | undefined
  /** Why it is filed for those who asked for the benefits, where that is somebody else. */
  readonly onBehalf?: string | undefined
  /** In which currency it is paid: the benefits' own where nothing is said, or that of the entity's books. */
  readonly currency?: string | undefined
  /** The file of the card statement that shows what was charged. */
  readonly proofId?: string | undefined
}

/** What became of a claim. */
export type Claimed = { readonly claimId: string; readonly state: string; readonly version: number }

type State = ForLines & {
  readonly claiming: Claiming
  readonly numbers: bigint[]
  readonly files: ReadonlyMap<string, EvidenceRow>
  readonly vendors: ReadonlyMap<string, CustomerRow>
}

/**
 * Files a claim for what was given: whoever asked for the benefits says what was spent, with receipts. For
 * whoever has left, and for one bill over what several people asked for, finance or compliance does, with the
 * reason.
 */
export function fileClaim(deps: PaymentDeps): Command<FileBody, State, Claimed> {
  return {
    operation: 'payments.file_claim',
    load: (tx, calls) => load(deps, tx, calls),
    loadsAhead: true,
    decide: (state, call) => decideFiled(deps, state, call),
    // A claim that is refused at a later line has counted the ones before it already.
    apart: (_, { body: { lines, invoiceIds = [], fileIds } }) => [
      ...lines.flatMap(({ requestId, invoiceId }) => [requestId, ...(invoiceId ? [invoiceId] : [])]),
      ...invoiceIds,
      ...fileIds,
    ],
    constraints: {
      never_payable_above_the_benefit: () => tooMuch(),
      never_released_above_the_rest: () => tooMuch(),
      payable_is_one_a_benefit: () => tooMuch(),
    },
  }
}

const tooMuch = () => ({
  refusal: refuse('payments.claim_above_given', {}, '/body/lines'),
  object: { type: 'claim', id: 'new' },
})

async function load(deps: PaymentDeps, tx: Transaction, calls: readonly Call<FileBody>[]): Promise<State> {
  const asked = calls.flatMap((call) =>
    call.body.lines.map(({ requestId }) => ({ ...call, body: { requestId } })),
  )
  const fileIds = calls.flatMap(({ body }) => body.fileIds)
  const vendorIds = calls.flatMap(({ body }) => body.vendorId ?? [])
  const claiming = await loadGiven(deps, tx, asked)
  const [files, vendors, numbers] = await Promise.all([
    loadFiles(tx, fileIds),
    loadCustomers(tx, vendorIds),
    nextClaimNumbers(tx, calls.length),
  ])
  const named = calls.flatMap(({ body: { lines, invoiceIds = [] } }) => [
    ...invoiceIds,
    ...lines.flatMap(({ invoiceId }) => invoiceId ?? []),
  ])
  const entityIds = [...claiming.cases.values()].map(({ request }) => request.entity_id)
  return {
    claiming,
    files,
    vendors,
    numbers,
    ...(await loadForLines(deps, tx, named, entityIds)),
  }
}

function decideFiled(deps: PaymentDeps, state: State, call: Call<FileBody>): Decision<Claimed> {
  const { body, actor, at } = call
  const id = deps.newId('claim')
  const object = { type: 'claim', id }
  const cases = casesOf(state.claiming, call)
  if (isRefusal(cases)) return { refusal: cases, object }
  const [first] = cases
  if (!first) return { refusal: refuse('platform.not_found'), object }
  const entityId = first.request.entity_id
  const head = headOf(state, call, cases)
  if (isRefusal(head)) return { refusal: head, object, entityId }
  const paid = paidIn(state.claiming, body, cases)
  if (isRefusal(paid)) return { refusal: paid, object, entityId }
  const lines = linesOf(deps, state, call, { claimId: id, cases, paid })
  if (isRefusal(lines)) {
    const { alerts = [], ...refusal } = lines
    return { refusal, object, entityId, changes: alerts }
  }
  const { days, isLate } = latenessOf(cases, first)
  const claim = insertRow(claimTable, {
    id,
    entity_id: entityId,
    number: claimNumber(state.numbers.shift() ?? 0n, first.today),
    claimant_id: actor.personId,
    way: head.way,
    payee_id: head.payeeId,
    currency: first.benefit?.value_currency.trim() ?? '',
    minor: body.lines.reduce((sum, { minor }) => sum + BigInt(minor), 0n),
    file_ids: canonical(head.files.map((file) => file.id)),
    days_after: days,
    is_late: isLate,
    state: 'received',
    filed_at: at,
    checked_by: null,
    checked_at: null,
    reason: null,
    answer: null,
    changed_at: at,
    on_behalf: body.onBehalf ?? null,
    ...paidTogether(paid),
  })
  return {
    answer: { claimId: id, state: 'received', version: 1 },
    object,
    entityId,
    reason: wordsOr(body.onBehalf, claimedBecause(rowAfter(claimTable, claim), body.lines.length)),
    note: { days, isLate, ...noteOf(paid) },
    changes: [
      claim,
      ...lines,
      // What came with another of the requests stays there.
      ...attachEvidence(head.files.filter(isLoose), first.request),
      ...[...askers(cases, actor.personId)].map((who) => dutyChange(object, who, 'requester')),
    ],
  }
}

function latenessOf(cases: readonly GivenCase[], { today, lateDays }: GivenCase) {
  return lateness(
    cases.map(({ benefit }) => benefit?.happened_on ?? today),
    today,
    lateDays,
  )
}

/** What the log says of it: for how many requests, and both amounts where another currency is paid. */
function claimedBecause(claim: ClaimRow, lines: number): Because {
  if (claim.pay_currency === null) return because('payments.claimed', { lines, isLate: claim.is_late })
  const closes = formatMoney({ currency: claim.currency, minor: claim.minor })
  return because('payments.claimed_in', { lines, closes, pays: formatMoney(paidOf(claim)) })
}

const isLoose = (file: EvidenceRow) => file.request_id === null

/** Who has asked for the money of a claim: whoever files it, and whoever asked for its benefits. */
function askers(cases: readonly GivenCase[], filedBy: string): Set<string> {
  return new Set([filedBy, ...cases.map(({ request }) => request.requester_id)])
}

/** The cases of the lines: given, of one kind, each named once, and the actor's to claim. */
function casesOf(claiming: Claiming, { body, actor }: Call<FileBody>): GivenCase[] | Refusal {
  const cases: GivenCase[] = []
  for (const { requestId } of body.lines) {
    const found = claiming.cases.get(requestId)
    const benefit = found?.benefit
    if (!found || !benefit) return refuse('platform.not_found')
    if (!mayClaim(actor, found.request)) return refuse('payments.claim_not_yours')
    if (cases.includes(found)) return refuse('payments.claim_names_twice', {}, '/body/lines')
    if (!['vendor', 'reimbursement'].includes(wayOf(benefit))) return refuse('payments.nothing_to_claim')
    if (benefit.state !== 'given' || found.request.state !== 'given') return refuse('payments.not_given')
    cases.push(found)
  }
  const kinds = new Set(cases.map(({ request, benefit }) => benefit && kindOf(request, benefit)))
  if (kinds.size > 1) return refuse('payments.claim_mixes', {}, '/body/lines')
  return behalfObjection(cases, body, actor.personId) ?? cases
}

/** What the lines of one claim have in common: whoever is reimbursed, too. */
function kindOf({ entity_id, requester_id }: RequestRow, benefit: BenefitRow): string {
  const way = wayOf(benefit)
  return [entity_id, way, benefit.value_currency, way === 'reimbursement' ? requester_id : ''].join()
}

/** A claim for others says why; one for oneself has nothing to say of that. */
function behalfObjection(
  cases: readonly GivenCase[],
  { onBehalf }: FileBody,
  personId: string,
): Refusal | undefined {
  const isOwn = cases.every(({ request }) => request.requester_id === personId)
  if (isOwn === (onBehalf === undefined)) return undefined
  return refuse(isOwn ? 'payments.claim_is_own' : 'payments.claim_says_no_why', {}, '/body/onBehalf')
}

type Head = { readonly way: string; readonly payeeId: string; readonly files: EvidenceRow[] }

/** The receipts: files of whoever claims, of no other request, and those that came with what they claim. */
function receiptsOf(state: State, { body, actor }: Call<FileBody>, cases: readonly GivenCase[]) {
  const of = (personId: string, requestId?: string) =>
    ownFiles(state.files, personId, body.fileIds, requestId)
  const came = cases.flatMap(({ request: { id, requester_id: who } }) =>
    of(who, id).filter((file) => file.request_id === id),
  )
  const usable = new Set([...of(actor.personId, cases[0]?.request.id), ...came])
  return body.fileIds.flatMap((id) => [...usable].filter((file) => file.id === id))
}

/** Who is to be paid, and the receipts. */
function headOf(state: State, call: Call<FileBody>, cases: readonly GivenCase[]): Head | Refusal {
  const { body, actor } = call
  const way = cases[0]?.benefit ? wayOf(cases[0].benefit) : 'reimbursement'
  const requestId = cases[0]?.request.id
  const files = receiptsOf(state, call, cases)
  const unusable = body.fileIds.filter((id) => files.every((file) => file.id !== id))
  const used = usedElsewhere(state.files, actor.personId, unusable, requestId)
  if (used) return used
  if (files.length === 0 || files.length < body.fileIds.length) {
    return refuse('payments.claim_without_receipt', {}, '/body/fileIds')
  }
  if (way === 'reimbursement') {
    if (body.vendorId !== undefined) return refuse('payments.claim_pays_claimant', {}, '/body/vendorId')
    return { way, payeeId: cases[0]?.request.requester_id ?? actor.personId, files }
  }
  const vendor = state.vendors.get(body.vendorId ?? '')
  if (!vendor) return refuse('payments.claim_needs_vendor', {}, '/body/vendorId')
  if (vendor.type === 'consumer')
    return refuse('payments.personal_payee', { name: vendor.name }, '/body/vendorId')
  // Compliance may still record another one as a supplier; who benefits never sold it to us.
  if (cases.some(({ benefit }) => benefit?.customer_id === vendor.id))
    return refuse('payments.no_vendor', { name: vendor.name }, '/body/vendorId')
  return { way, payeeId: vendor.id, files }
}

type Lines = {
  readonly claimId: string
  readonly cases: readonly GivenCase[]
  readonly paid: readonly PayColumns[]
}

/** The lines with their counts and invoices; never more than what was given of each benefit. */
function linesOf(
  deps: PaymentDeps,
  state: State,
  call: Call<FileBody>,
  { claimId, cases, paid }: Lines,
): RowChange[] | Stopped {
  const changes: RowChange[] = []
  const shown = shownBy(state, call.body, paid)
  if (isRefusal(shown)) return shown
  const beside = besideOf(deps, state, call, { shown, benefit: cases[0]?.benefit })
  if (beside) return beside
  for (const [i, { minor: text }] of call.body.lines.entries()) {
    const { request, benefit } = cases[i] ?? {}
    if (!request || !benefit) throw new Error('every line has its case')
    const minor = BigInt(text)
    const above = aboveObjection(benefit, state.claiming.payables.get(benefit.id), minor)
    if (above) return { ...above, pointer: `/body/lines/${i}/minor` }
    const id = deps.newId('claimLine')
    const pieces = shown[i] ?? []
    const pays = paid[i] ?? paysOwn
    const currency = shownIn({ currency: benefit.value_currency.trim(), minor, ...pays }).currency
    for (const { invoiceId, minor: part } of pieces) {
      const amount = { currency, minor: part }
      const used = useForLine(deps, state, call, { lineId: id, benefit, invoiceId, amount })
      if (isRefusal(used)) return used
      changes.push(...used)
    }
    changes.push(
      count(state.claiming.payables, benefit, request.id, { claimed: minor }),
      insertRow(claimLineTable, {
        id,
        entity_id: request.entity_id,
        claim_id: claimId,
        request_id: request.id,
        benefit_id: benefit.id,
        currency: benefit.value_currency.trim(),
        minor,
        invoice_id: pieces[0]?.invoiceId ?? null,
        ...pays,
      }),
    )
  }
  // Lines stand behind their claim, which is stored first.
  return changes
}

/** What stops an invoice that is brought with the claim and shows none of its lines. */
function besideOf(
  deps: PaymentDeps,
  state: State,
  call: Call<FileBody>,
  {
    shown,
    benefit,
  }: { readonly shown: readonly (readonly Piece[])[]; readonly benefit: BenefitRow | undefined },
): Stopped | undefined {
  const used = new Set(shown.flat().map(({ invoiceId }) => invoiceId))
  const unused = (call.body.invoiceIds ?? []).filter((id) => !used.has(id))
  if (!benefit) return undefined
  return unused.flatMap((invoiceId) => besideObjection(deps, state, call, { invoiceId, benefit }) ?? [])[0]
}

/** Claims and what is said not to follow are together never more than what was given. */
function aboveObjection(
  benefit: BenefitRow,
  counted: PayableRow | undefined,
  minor: bigint,
): Refusal | undefined {
  const left = restOf(benefit, counted)
  if (minor <= left) return undefined
  const released = counted?.released_minor ?? 0n
  if (released === 0n) return refuse('payments.claim_above_given')
  const text = (amount: bigint) => formatMoney({ currency: benefit.value_currency.trim(), minor: amount })
  return refuse('payments.claim_of_released', { left: text(left), released: text(released) })
}

/** Which invoices show which line. A receipt that is no invoice shows what they leave open. */
function shownBy(
  { invoices }: State,
  { lines, fileIds, invoiceIds = [], proofId }: FileBody,
  paid: readonly PayColumns[],
) {
  const left = invoiceIds.flatMap((id) => {
    const standing = invoices.get(id)
    return standing ? [{ id, left: leftOf(standing.invoice).minor }] : []
  })
  if (left.length < invoiceIds.length) return refuse('payments.no_invoice', {}, '/body/invoiceIds')
  const asked = lines.map(({ minor, invoiceId }, i) => ({
    // The invoices of a vendor that is paid in another currency are in that one.
    ...shownIn({ currency: '', minor: BigInt(minor), ...(paid[i] ?? paysOwn) }),
    invoiceId,
  }))
  // A card statement shows what was paid, and not for what.
  const receipts = fileIds.filter((id) => id !== proofId)
  const isByInvoice = paid.some(({ pay_source: source }) => source === 'invoice')
  return spread(asked, left, !isByInvoice && receipts.length > invoiceIds.length)
}
