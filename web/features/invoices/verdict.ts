import type { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import type { Answer } from '../../shell/api.ts'

type Line = Answer<'invoices'>['items'][number]
type Verdict = { readonly key: keyof typeof webInvoiceTexts; readonly ink: string }

/** The words for how the server says that an invoice stands, the gravest first. */
export function verdictOf({ check, hasOpenAlert, total, left }: Line): Verdict {
  if (hasOpenAlert) return { key: 'inv.verdict.alert', ink: 'text-block' }
  if (check === 'bad') return { key: 'inv.verdict.bad', ink: 'text-block' }
  if (total.minor.startsWith('-')) return { key: 'inv.verdict.red', ink: 'text-warn' }
  if (left.minor === '0') return { key: 'inv.verdict.used', ink: 'text-ink-2' }
  return check === 'unchecked'
    ? { key: 'inv.verdict.unchecked', ink: 'text-ink' }
    : { key: 'inv.verdict.good', ink: 'text-pass' }
}
