import type { Instant } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { InvoiceDeps } from './deps.ts'
import { plain, type InvoiceFacts } from './domain.ts'
import { alertRow } from './rows.ts'
import type { AlikeInvoice } from './store.ts'

/** The number by which an invoice from abroad is looked up beside its key; nothing where that is sure. */
export function abroadNumber({ number, code, currency }: InvoiceFacts): string | undefined {
  const isAbroad = code === undefined && currency !== undefined && currency !== 'CNY'
  return isAbroad && number !== undefined ? plain(number) : undefined
}

/**
 * Others on record with the number, day, total and currency of this one under another seller: one seller who
 * is written in two ways (X Ltd, X Limited), or two who numbered alike. Nobody can read that off them.
 */
export function alikeAmong(alike: readonly AlikeInvoice[], key: string, facts: InvoiceFacts): AlikeInvoice[] {
  const number = abroadNumber(facts)
  if (number === undefined) return []
  return alike.filter(
    (one) =>
      one.key !== key &&
      plain(one.number) === number &&
      one.issued_on === facts.issuedOn &&
      one.total_minor === facts.total &&
      one.currency === facts.currency,
  )
}

/** Both are asked about from now on: until compliance answers, whoever accepts a claim with one says why. */
export function alikeAlerts(
  deps: Pick<InvoiceDeps, 'newId'>,
  among: readonly AlikeInvoice[],
  brought: {
    readonly id: string
    readonly entityId: string
    readonly total: bigint
    readonly digest: string
  },
  by: { readonly personId: string; readonly at: Instant },
): RowChange[] {
  if (among.length === 0) return []
  const detail = { total: brought.total.toString(), digest: brought.digest }
  return [brought.id, ...among.map(({ id }) => id)].map((invoiceId) => {
    const about = { invoiceId, entityId: brought.entityId, reason: 'number_twice' } as const
    return alertRow(deps.newId('alert'), about, detail, by).change
  })
}
