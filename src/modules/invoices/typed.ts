import type { LocalDate } from '../../kernel/time.ts'
import type { InvoiceFacts, SourcedFacts } from './domain.ts'
import { textFact, type GrowingFacts } from './readers/values.ts'

/** What somebody typed of an invoice, as the contract lets it in. */
export type TypedFacts = {
  readonly code?: string | undefined
  readonly number?: string | undefined
  readonly kind?: 'special' | 'general' | undefined
  readonly sellerName?: string | undefined
  readonly sellerTax?: string | undefined
  readonly buyerName?: string | undefined
  readonly buyerTax?: string | undefined
  readonly currency?: string | undefined
  readonly net?: string | undefined
  readonly tax?: string | undefined
  readonly total?: string | undefined
  readonly issuedOn?: LocalDate | undefined
  readonly items?: string | undefined
  readonly refersTo?: string | undefined
}

/** The facts in what was typed: amounts as numbers, one item a line. */
export function factsTyped({ net, tax, total, items, ...rest }: TypedFacts): InvoiceFacts {
  const facts: GrowingFacts = {}
  for (const [name, value] of Object.entries(rest)) {
    const text = textFact(value)
    // Every other fact of the contract is text, under the same name.
    if (text !== undefined) Object.assign(facts, { [name]: text })
  }
  if (net !== undefined) facts.net = BigInt(net)
  if (tax !== undefined) facts.tax = BigInt(tax)
  if (total !== undefined) facts.total = BigInt(total)
  const names = (items ?? '')
    .split('\n')
    .map(textFact)
    .filter((item) => item !== undefined)
  if (names.length > 0) facts.items = names.slice(0, 200)
  return facts
}

/** What of an invoice a hand may change: whatever no file said, with what was typed, as a form has it. */
export function openToTyping({ facts, sources }: SourcedFacts): {
  readonly open: TypedName[]
  readonly typed: TypedFacts
} {
  const open = typedNames.filter((name) => sources[name] === undefined || sources[name] === 'typed')
  const typed = open.flatMap((name) => {
    const value = facts[name]
    if (value === undefined) return []
    return [[name, Array.isArray(value) ? value.join('\n') : String(value)]]
  })
  return { open, typed: Object.fromEntries(typed) as TypedFacts }
}

type TypedName = keyof TypedFacts

/** In the order of a paper, which a form follows. */
const typedNames: readonly TypedName[] = [
  'number',
  'code',
  'issuedOn',
  'kind',
  'sellerName',
  'sellerTax',
  'buyerName',
  'buyerTax',
  'currency',
  'net',
  'tax',
  'total',
  'items',
  'refersTo',
]
