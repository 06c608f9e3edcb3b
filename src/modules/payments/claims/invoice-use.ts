import type { Money } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import {
  invoiceObjections,
  invoicesUsedFor,
  loadBuyers,
  loadInvoices,
  lyingAlert,
  releaseUse,
  standingObjections,
  useInvoice,
  type InvoiceObjection,
  type StandingInvoice,
} from '../../invoices/index.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { CustomerRow } from '../../parties/index.ts'
import type { PaymentDeps } from '../deps.ts'
import type { ClaimLineRow } from '../tables.ts'
import { shownIn } from './paid-lines.ts'

/** The names of our entities as they stand on invoices. */
type Buyers = Awaited<ReturnType<typeof loadBuyers>>

/** Invoices as the items of a set use them, and the names of the entities that buy. */
export type ForLines = {
  readonly invoices: Map<string, StandingInvoice>
  readonly buyers: Buyers
  readonly organisation: Organisation
}

/** The invoices that stored lines use, locked, and the names of their entities on invoices. */
export async function loadForStored(
  deps: PaymentDeps,
  tx: Transaction,
  lines: readonly ClaimLineRow[],
  entityIds: readonly string[],
): Promise<ForLines> {
  const used = await invoicesUsedFor(
    tx,
    'claim_line',
    lines.map(({ id }) => id),
  )
  return loadForLines(deps, tx, [...new Set([...used.values()].flat())], entityIds)
}

/** The invoices that lines name, locked, and the names of their entities on invoices. */
export async function loadForLines(
  deps: PaymentDeps,
  tx: Transaction,
  invoiceIds: readonly string[],
  entityIds: readonly string[],
): Promise<ForLines> {
  const [invoices, buyers, organisation] = await Promise.all([
    loadInvoices(tx, [...invoiceIds].sort()),
    loadBuyers(tx, invoiceIds.length === 0 ? [] : entityIds),
    deps.requests.organisation(tx),
  ])
  return { invoices, buyers, organisation }
}

type Using = {
  readonly lineId: string
  readonly invoiceId: string
  readonly benefit: BenefitRow
  readonly amount: Money
}

/** Why an invoice does not do for a line, with what compliance is told of it. */
export type Stopped = Refusal & { readonly alerts?: readonly RowChange[] }

/**
 * Uses a part of an invoice for one line. What lies, or was used before, stops the claim; what says something
 * else than the benefit is laid before compliance as well.
 */
export function useForLine(
  deps: PaymentDeps,
  state: ForLines,
  { actor, at }: Call<unknown>,
  { lineId, invoiceId, benefit, amount }: Using,
): RowChange[] | Stopped {
  const standing = state.invoices.get(invoiceId)
  if (!standing) return refuse('payments.no_invoice', {}, '/body/lines')
  const against = invoiceObjections(standing, { ...purposeOf(state, benefit), amount })
  const stopped = stoppedBy(deps, { actor, at }, standing, against)
  if (stopped) return stopped
  const used = useInvoice(standing, {
    id: deps.newId('invoiceUse'),
    for: { type: 'claim_line', id: lineId },
    amount,
    personId: actor.personId,
    at,
  })
  if (isRefusal(used)) return used
  state.invoices.set(invoiceId, used.standing)
  return [...used.changes]
}

/** An invoice that a claim brings and no line needs is looked at as well: it may lie all the same. */
export function besideObjection(
  deps: PaymentDeps,
  state: ForLines,
  call: Call<unknown>,
  { invoiceId, benefit }: Pick<Using, 'invoiceId' | 'benefit'>,
): Stopped | undefined {
  const standing = state.invoices.get(invoiceId)
  if (!standing) return refuse('payments.no_invoice', {}, '/body/invoiceIds')
  return stoppedBy(deps, call, standing, standingObjections(standing, purposeOf(state, benefit)))
}

function stoppedBy(
  deps: PaymentDeps,
  { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>,
  standing: StandingInvoice,
  against: readonly InvoiceObjection[],
): Stopped | undefined {
  const stops = against.filter((objection) => objection.stops)
  const [first] = stops
  if (!first) return undefined
  const by = { newId: deps.newId, personId: actor.personId, at }
  const refusals = stops.map(({ refusal }) => refusal)
  return { ...first.refusal, alerts: lyingAlert(standing, { ...by, refusals }) }
}

/** For what an invoice is used: what our entity got for the benefit on its day. */
function purposeOf({ buyers, organisation }: Pick<ForLines, 'buyers' | 'organisation'>, benefit: BenefitRow) {
  const entityId = benefit.entity_id ?? ''
  const buyer = buyers.get(entityId)
  const name = buyer?.title ?? organisation.entities.get(entityId)?.name_zh ?? ''
  return {
    form: benefit.form,
    entity: { name, taxNumber: buyer?.tax_number },
    purposeDay: benefit.happened_on,
  }
}

/** On what the invoices of a claim are judged: its lines with their benefits, and whom it pays. */
export type Judged = {
  readonly lines: readonly ClaimLineRow[]
  readonly benefits: ReadonlyMap<string, BenefitRow>
  readonly vendor: CustomerRow | undefined
}

/**
 * What stops the invoices of a claim as they stand now, used as they are: a check that found one bad, a red
 * letter, an alert, or an original that says something else. Asked when the claim is accepted, and before
 * each payment of it.
 */
export function turnedBad(state: ForLines, judged: Judged): Refusal | undefined {
  return standingOfAll(state, judged).find(({ stops }) => stops)?.refusal
}

/**
 * What nobody can read off an invoice of these lines, and each line that no invoice shows in full, so that
 * whoever accepts them says why.
 */
export function questionsOf(state: ForLines, judged: Judged): Question[] {
  const asked = standingOfAll(state, judged).filter(({ stops }) => !stops)
  return [
    ...asked.map(({ refusal }) => ({
      zh: sayRefusal(refusal, 'zh-CN').says,
      en: sayRefusal(refusal, 'en').says,
    })),
    ...(isShownInFull(state, judged)
      ? []
      : [
          {
            zh: sayPayment('zh-CN', 'claim.without_invoice'),
            en: sayPayment('en', 'claim.without_invoice'),
          },
        ]),
  ]
}

/** Whether invoices show every line in full. */
export function isShownInFull(state: ForLines, { lines }: Pick<Judged, 'lines'>): boolean {
  return lines.every((line) => {
    const shown = standingOf(state, line).reduce((sum, { minor }) => sum + minor, 0n)
    return shown >= shownIn(line).minor
  })
}

/** What whoever accepts a claim has to answer, in words. */
export type Question = { readonly zh: string; readonly en: string }

function standingOfAll(state: ForLines, { lines, benefits, vendor }: Judged): InvoiceObjection[] {
  const payee = vendor && { name: vendor.name, taxNumber: vendor.credit_code ?? undefined }
  return lines.flatMap((line) => {
    const benefit = benefits.get(line.benefit_id)
    if (!benefit) return []
    return standingOf(state, line).flatMap(({ standing }) =>
      standingObjections(standing, { ...purposeOf(state, benefit), payee }),
    )
  })
}

/** Gives back what the lines of a refused claim used of their invoices. */
export function releasedRows(
  deps: PaymentDeps,
  state: ForLines,
  { actor, at }: Call<unknown>,
  lines: readonly ClaimLineRow[],
): RowChange[] {
  return lines.flatMap((line) =>
    standingOf(state, line).flatMap(({ standing }) => {
      const released = releaseUse(standing, {
        id: deps.newId('invoiceUse'),
        for: { type: 'claim_line', id: line.id },
        personId: actor.personId,
        at,
      })
      state.invoices.set(standing.invoice.id, released.standing)
      return [...released.changes]
    }),
  )
}

/** The invoices that a line uses, each with how much of it. */
function standingOf(state: Pick<ForLines, 'invoices'>, { id }: Pick<ClaimLineRow, 'id'>) {
  return [...state.invoices.values()].flatMap((standing) => {
    const use = standing.uses.find(
      (each) => each.releases === null && each.for_type === 'claim_line' && each.for_id === id,
    )
    return use ? [{ standing, minor: use.minor }] : []
  })
}
