import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { ExceptionRow } from '../tables.ts'

/** Why a natural person may be paid at all: a consumer’s own refund, or what a licensed agent earned. */
export const exceptionKinds = ['consumer_refund', 'licensed_agent'] as const

export type ExceptionKind = (typeof exceptionKinds)[number]

/** How the tax on it is treated. */
const taxTreatments = ['none_refund', 'labour_income', 'incidental_income'] as const

export type TaxTreatment = (typeof taxTreatments)[number]

/** A refund is nobody's income, and what an agent earns is. */
export function taxObjection(kind: ExceptionKind, tax: TaxTreatment): Refusal | undefined {
  return (kind === 'consumer_refund') === (tax === 'none_refund')
    ? undefined
    : refuse('payments.tax_does_not_fit', {}, '/body/taxTreatment')
}

/** The tax treatments that fit a kind. */
export function taxesOf(kind: ExceptionKind): TaxTreatment[] {
  return taxTreatments.filter((tax) => taxObjection(kind, tax) === undefined)
}

/** Who had a part in what an exception is about. */
export type ExceptionParts = {
  readonly requesterId: string
  readonly approverIds: readonly string[]
  readonly payerIds: readonly string[]
}

/** The objection to somebody confirming an exception: the second person neither asked, approved nor pays. */
export function answerObjection(
  row: ExceptionRow,
  parts: ExceptionParts,
  personId: string,
): Refusal | undefined {
  if (row.state !== 'proposed') return refuse('payments.exception_answered')
  if (row.asked_by === personId || parts.requesterId === personId) return refuse('payments.own_exception')
  if (parts.approverIds.includes(personId)) return refuse('payments.approver_never_confirms')
  if (parts.payerIds.includes(personId)) return refuse('payments.payer_never_confirms')
  return undefined
}
