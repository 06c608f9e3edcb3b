import { isClearingNumber } from '../../parts/clearing-field.tsx'
import { noRoute, routeFieldOf, type RouteValues } from '../../parts/route-fields.tsx'
import type { Answer } from '../../shell/api.ts'

/** Who of a benefit can be paid, as the server tells it. */
export type Offer = Answer<'exceptionPayees'>
export type Kind = Offer['kinds'][number]['key']

/** What is written into the dialog. */
export type Values = RouteValues & {
  readonly payeeId: string
  readonly kind: Kind | undefined
  readonly tax: string
  readonly holder: string
  readonly bank: string
  readonly number: string
  readonly reference: string
  readonly reason: string
}

/** The first payee as whatever they can be, with nothing else written yet. */
export function firstValues(offer: Offer): Values {
  const empty = { payeeId: '', kind: undefined, tax: '', holder: '', bank: '', number: '', ...noRoute }
  return withPayee(offer, { ...empty, reference: '', reason: '' }, offer.payees[0]?.id ?? '')
}

/** Another payee: the account is in their name unless another was written, and the kind is one of theirs. */
export function withPayee(offer: Offer, values: Values, payeeId: string): Values {
  const payee = offer.payees.find(({ id }) => id === payeeId)
  const before = offer.payees.find(({ id }) => id === values.payeeId)
  const holder = values.holder === (before?.name ?? '') ? (payee?.name ?? '') : values.holder
  const open = payee?.kinds.filter(({ why }) => why === undefined).map(({ key }) => key) ?? []
  const kind = open.find((key) => key === values.kind) ?? open[0]
  return withKind(offer, { ...values, payeeId, holder }, kind)
}

/** Another kind: a tax treatment that does not fit it is taken out, and the only one that does is put in. */
export function withKind(offer: Offer, values: Values, kind: Kind | undefined): Values {
  const taxes = taxesOf(offer, kind).map(({ key }) => key)
  const tax = taxes.find((key) => key === values.tax) ?? (taxes.length === 1 ? taxes[0] : undefined)
  return { ...values, kind, tax: tax ?? '' }
}

/** The tax treatments that the server offers for a kind. */
export function taxesOf(offer: Offer, kind: Kind | undefined): Offer['kinds'][number]['taxes'] {
  return offer.kinds.find(({ key }) => key === kind)?.taxes ?? []
}

/** Whether all that is needed is written, and a clearing number that is there has its twelve figures. */
export function isWhole(values: Values): boolean {
  const isWritten = needed.every((name) => values[name].trim() !== '')
  return isWritten && values.kind !== undefined && isClearingNumber(values.cnaps)
}

const needed = ['payeeId', 'tax', 'holder', 'bank', 'number', 'reference', 'reason'] as const

/** The field of each place of a proposal, for what the server says of it. */
export const fieldOf: Readonly<Record<string, keyof Values>> = {
  '/body/payeeId': 'payeeId',
  '/body/kind': 'kind',
  '/body/taxTreatment': 'tax',
  '/body/holder': 'holder',
  '/body/bank': 'bank',
  '/body/number': 'number',
  ...routeFieldOf,
  '/body/reference': 'reference',
  '/body/reason': 'reason',
}
