import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import {
  contentAlert,
  invoiceObjections,
  invoicesUsedFor,
  loadBuyers,
  loadInvoices,
  releaseUse,
  trustObjections,
  useInvoice,
  type InvoiceObjection,
  type StandingInvoice,
} from '../../invoices/index.ts'
import type { PaymentDeps } from '../deps.ts'
import type { ClaimLineRow } from '../tables.ts'

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
  const invoices = await loadInvoices(tx, [...invoiceIds].sort())
  const buyers = invoices.size === 0 ? new Map() : await loadBuyers(tx, entityIds)
  return { invoices: new Map(invoices), buyers, organisation: await deps.requests.organisation(tx) }
}

type Using = {
  readonly lineId: string
  readonly invoiceId: string
  readonly benefit: BenefitRow
  readonly minor: bigint
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
  { lineId, invoiceId, benefit, minor }: Using,
): RowChange[] | Stopped {
  const standing = state.invoices.get(invoiceId)
  if (!standing) return refuse('payments.no_invoice', {}, '/body/lines')
  const stops = objectionsOf(state, standing, { benefit, minor }).filter((objection) => objection.stops)
  const [first] = stops
  if (first) {
    const by = { newId: deps.newId, personId: actor.personId, at }
    const alerts = stops.flatMap(({ refusal }) => contentAlert(standing, { ...by, refusal }))
    return { ...first.refusal, alerts }
  }
  const used = useInvoice(standing, {
    id: deps.newId('invoiceUse'),
    for: { type: 'claim_line', id: lineId },
    amount: { currency: benefit.value_currency.trim(), minor },
    personId: actor.personId,
    at,
  })
  if (isRefusal(used)) return used
  state.invoices.set(invoiceId, used.standing)
  return [...used.changes]
}

/** Everything that speaks against an invoice as the proof of a benefit. */
function objectionsOf(
  { buyers, organisation }: Pick<ForLines, 'buyers' | 'organisation'>,
  standing: StandingInvoice,
  { benefit, minor }: Pick<Using, 'benefit' | 'minor'>,
): InvoiceObjection[] {
  const entityId = benefit.entity_id ?? ''
  const buyer = buyers.get(entityId)
  const name = buyer?.title ?? organisation.entities.get(entityId)?.name_zh ?? ''
  return invoiceObjections(standing, {
    form: benefit.form,
    entity: { name, taxNumber: buyer?.tax_number },
    amount: { currency: benefit.value_currency.trim(), minor },
    purposeDay: benefit.happened_on,
  })
}

/** What stops an invoice that is used already: a check that found it bad, or a red-letter one since. */
export function turnedBad(state: ForLines, lines: readonly ClaimLineRow[]): Refusal | undefined {
  return lines
    .flatMap((line) => standingOf(state, line))
    .flatMap(({ standing }) => trustObjections(standing))
    .find((objection) => objection.stops)?.refusal
}

/** What nobody can read off an invoice of these lines, so that whoever accepts them says why. */
export function questionsOf(
  state: ForLines,
  lines: readonly ClaimLineRow[],
  benefits: ReadonlyMap<string, BenefitRow>,
): string[] {
  return lines.flatMap((line) => {
    const benefit = benefits.get(line.benefit_id)
    if (!benefit) return []
    return standingOf(state, line)
      .flatMap(({ standing, minor }) => objectionsOf(state, standing, { benefit, minor }))
      .filter(({ stops }) => !stops)
      .map(({ refusal }) => refusal.code)
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
