import type { Money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { amountRefusal, type StandingInvoice } from './objections.ts'
import { invoiceTable, invoiceUseTable, type InvoiceUseRow } from './tables.ts'

/** A part of an invoice's amount, and what it is used for. */
export type InvoiceUse = {
  readonly id: string
  readonly for: { readonly type: string; readonly id: string }
  readonly amount: Money
  readonly personId: string
  readonly at: Instant
}

/**
 * The rows of a use or a release, and the invoice as it stands after them, for the next use in the same
 * decision.
 */
export type Used = { readonly changes: readonly RowChange[]; readonly standing: StandingInvoice }

/**
 * Uses a part of an invoice, which `loadInvoices` has locked. Refuses what goes beyond its total and a
 * second use for the same thing; the database holds both as well. The other objections are for the caller
 * to ask before.
 */
export function useInvoice(standing: StandingInvoice, use: InvoiceUse): Used | Refusal {
  const { invoice, uses } = standing
  const refusal = amountRefusal(invoice, use.amount)
  if (refusal) return refusal
  const isUsed = uses.some(
    (each) => each.releases === null && each.for_type === use.for.type && each.for_id === use.for.id,
  )
  if (isUsed) return refuse('invoices.used_for_it', { number: invoice.number })
  return withLine(standing, {
    id: use.id,
    entity_id: invoice.entity_id,
    invoice_id: invoice.id,
    for_type: use.for.type,
    for_id: use.for.id,
    minor: use.amount.minor,
    releases: null,
    used_by: use.personId,
    used_at: use.at,
  })
}

/** Gives back what a thing used of an invoice; nothing where it uses none of it or gave it back before. */
export function releaseUse(standing: StandingInvoice, release: Omit<InvoiceUse, 'amount'>): Used {
  const use = standing.uses.find(
    (each) => each.releases === null && each.for_type === release.for.type && each.for_id === release.for.id,
  )
  if (!use || standing.uses.some((each) => each.releases === use.id)) return { changes: [], standing }
  const { version: _, ...line } = use
  return withLine(standing, {
    ...line,
    id: release.id,
    minor: -use.minor,
    releases: use.id,
    used_by: release.personId,
    used_at: release.at,
  })
}

function withLine(standing: StandingInvoice, line: Omit<InvoiceUseRow, 'version'>): Used {
  const { invoice, uses } = standing
  const counted = updateRow(invoiceTable, invoice, { used_minor: invoice.used_minor + line.minor })
  const added = insertRow(invoiceUseTable, line)
  return {
    changes: [counted, added],
    standing: {
      ...standing,
      invoice: rowAfter(invoiceTable, counted),
      uses: [...uses, rowAfter(invoiceUseTable, added)],
    },
  }
}
