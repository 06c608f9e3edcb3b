import { entryCursors } from '../../contract/ledger.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ledgerTexts } from '../../texts/ledger.ts'
import { fill, type Language } from '../../texts/text.ts'
import { listLines, type AccountLine, type LinesWanted } from './store-balances.ts'

/** What a reader is told of a benefit that an entry stands for. */
export type NamedBenefit = { readonly number: string; readonly title: string; readonly requestId?: string }

/** Names benefits by their identifiers; requests only where the transaction sees them. Filled in `app`. */
export type NamesPort = (
  tx: Transaction,
  benefitIds: readonly string[],
) => Promise<ReadonlyMap<string, NamedBenefit>>

/** A page of the lines of one account, each with the document behind it. */
export async function entriesOf(
  names: NamesPort,
  tx: Transaction,
  wanted: Omit<LinesWanted, 'max'> & { readonly limit: number },
  language: Language,
) {
  const lines = await listLines(tx, { ...wanted, max: wanted.limit + 1 })
  const shown = lines.slice(0, wanted.limit)
  const ids = shown.flatMap((line) => (line.object_type === 'benefit' ? [line.object_id] : []))
  const named = await names(tx, [...new Set(ids)])
  const last = lines.length > wanted.limit ? shown.at(-1) : undefined
  return {
    items: shown.map((line) => lineJson(line, named.get(line.object_id), language)),
    ...(last ? { next: entryCursors.write({ on: last.booked_on, id: last.id }) } : {}),
  }
}

function lineJson(line: AccountLine, benefit: NamedBenefit | undefined, language: Language) {
  const { currency, minor, document_type: type, document_id: id } = line
  return {
    entryId: line.entry_id,
    bookedOn: line.booked_on,
    documentOn: line.document_on,
    recordedAt: line.recorded_at,
    isLate: line.booked_on !== line.document_on,
    form: line.form,
    amount: { currency, minor },
    document: { type, id, says: documentWords({ type, id }, benefit, language) },
    ...(benefit ? { benefit: { benefitId: line.object_id, ...benefit } } : {}),
  }
}

const known = { request: true, benefit: true, payment_order: true, release: true, tax_charge: true } as const

/** The document behind a line, in words. */
export function documentWords(
  { type, id }: { readonly type: string; readonly id: string },
  benefit: NamedBenefit | undefined,
  language: Language,
): string {
  if (!benefit || !isKnown(type)) return fill(ledgerTexts['ledger.document.other'], language, { id })
  return fill(ledgerTexts[`ledger.document.${type}`], language, { number: benefit.number })
}

function isKnown(type: string): type is keyof typeof known {
  return Object.hasOwn(known, type)
}
