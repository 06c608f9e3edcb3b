import type { z } from 'zod'
import type { withheldTax } from '../../../contract/payments.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { sayPayment } from '../../../texts/payments.ts'
import type { Language } from '../../../texts/text.ts'
import type { TaxTreatment } from '../exceptions/domain.ts'
import type { OrderRow, TaxYearRow } from '../tables.ts'
import { labourTables, labourTax } from '../tax/labour.ts'
import { accidentalIncome, rateOn, type Dated } from '../tax/rates.ts'
import { taxYearId } from '../tax/set-year.ts'
import { withheldOn, type Bearing } from '../tax/withholding.ts'
import type { Basis } from './decide.ts'
import { paysOut } from './domain.ts'
import type { Paying } from './load.ts'
import { earlierOf, type Earlier } from './services.ts'

/** What a natural person is to be paid, in the eyes of the income tax. */
export type Income = {
  readonly treatment: TaxTreatment
  readonly currency: string
  /** What is owed to them, before the tax. */
  readonly owed: bigint
  /** The legal day of the order. */
  readonly day: LocalDate
  /** Who bears the tax on incidental income, as the entity stated it for the year. */
  readonly bearing: Bearing
  /** What other orders that are one income with it owe to the same person, and withhold. */
  readonly earlier: Earlier
}

/** By which law income tax is withheld on a day; absent where none is. */
export function withholdingLaw(treatment: TaxTreatment, day: LocalDate): Dated | undefined {
  if (treatment === 'none_refund') return undefined
  return treatment === 'labour_income' ? rateOn(labourTables, day) : rateOn(accidentalIncome, day)
}

/** The income tax that is withheld from what somebody is paid; the objection where nothing would be left. */
export function withheldFrom(income: Income): bigint | Refusal {
  const withheld = taxOn(income)
  if (isRefusal(withheld) || withheld < income.owed) return withheld
  return refuse('payments.nothing_after_tax', {}, '/body/minor')
}

/**
 * Pay for services of a month is one income: its tax is that on the sum, less what was withheld of it. Where
 * the giver bears the tax on incidental income, nothing is taken off here.
 */
function taxOn(income: Income): bigint | Refusal {
  const { treatment, currency, owed, day, bearing, earlier } = income
  if (treatment === 'none_refund') return 0n
  if (treatment === 'incidental_income') {
    const found = rateOn(accidentalIncome, day)
    if (!found) return refuse('payments.no_withholding_rate', { day })
    return bearing === 'giver' ? 0n : withheldOn(owed, { rate: found.rate, bearing }).tax
  }
  const table = rateOn(labourTables, day)
  if (!table) return refuse('payments.no_withholding_rate', { day })
  // The steps of the law are in yuan.
  if (currency !== 'CNY') return refuse('payments.withholding_in_yuan', { currency })
  const due = labourTax(earlier.owed + owed, table) - earlier.withheld
  return due > 0n ? due : 0n
}

/** The tax that an order of this much withholds by an exception; nothing without one. */
export function withheldOf(paying: Paying, basis: Basis, owed: bigint, id?: string): bigint | Refusal {
  const income = incomeOf(paying, basis, { owed, exceptionId: id })
  return income === undefined ? 0n : withheldFrom(income)
}

/**
 * The objection to an order that would withhold something else by now, if it were made anew: the tax is that
 * of the day on which it is paid.
 */
export function withheldObjection(
  paying: Paying,
  basis: Basis,
  order: OrderRow,
  paidOn?: LocalDate,
): Refusal | undefined {
  const { id: withoutId, exception_id: exceptionId } = order
  const income = incomeOf(paying, basis, { owed: paysOut(order), exceptionId, withoutId, paidOn })
  const now = income === undefined ? 0n : taxOn(income)
  if (isRefusal(now)) return now
  if (now === order.withheld_minor) return undefined
  const text = (minor: bigint) => formatMoney({ currency: order.currency.trim(), minor })
  return refuse('payments.withholding_changed', { stands: text(order.withheld_minor), now: text(now) })
}

type Part = {
  readonly owed: bigint
  readonly exceptionId: string | null | undefined
  /** The order itself, where it is there already. */
  readonly withoutId?: string
  /** On which day it is paid; today where nobody said. */
  readonly paidOn?: LocalDate | undefined
}

/** What an order of this much is to the income tax; undefined without an exception. */
function incomeOf(paying: Paying, basis: Basis, part: Part): Income | undefined {
  const { owed, exceptionId, withoutId, paidOn } = part
  const exception = paying.exceptions.get(exceptionId ?? '')
  if (!exception) return undefined
  const { situation, request } = basis.found
  const day = paidOn ?? situation.today
  return {
    // The database holds the list.
    treatment: exception.tax_treatment as TaxTreatment,
    currency: basis.pays.currency,
    owed,
    day,
    bearing: bearingOf(paying.taxYears.get(taxYearOn(request.entity_id, day))),
    earlier: earlierOf(paying, basis, { payeeId: exception.payee_id, day, withoutId }),
  }
}

/** By what an order is shown: the tax treatment of its exception, its legal day and who reads it. */
type ShownBy = {
  readonly treatment: string | undefined
  readonly day: LocalDate
  readonly language: Language
}

/** What is withheld, as a screen shows it; undefined where it is nothing. */
export function withheldShown(
  order: Pick<OrderRow, 'currency' | 'minor' | 'withheld_minor'>,
  { treatment, day, language }: ShownBy,
): z.output<typeof withheldTax> | undefined {
  if (order.withheld_minor === 0n || treatment === undefined) return undefined
  const money = (minor: bigint) => toMoneyJson({ currency: order.currency.trim(), minor })
  return {
    owed: money(paysOut(order)),
    tax: money(order.withheld_minor),
    paid: money(order.minor),
    law: lawShown(treatment, day, language),
  }
}

/** Where it is written that tax is withheld, and that somebody still has to confirm it. */
export function lawShown(treatment: string, day: LocalDate, language: Language): string {
  // The database holds the list.
  const { law, standing } = withholdingLaw(treatment as TaxTreatment, day) ?? { law: '' }
  return standing === 'to_confirm' ? `${law}${sayPayment(language, 'withheld.to_confirm')}` : law
}

/** The tax year of an entity in which a day falls. */
export function taxYearOn(entityId: string, day: LocalDate): string {
  return taxYearId({ entityId, year: Number(day.slice(0, 4)) })
}

/** Until somebody states otherwise, whoever gets it pays the tax out of it. */
function bearingOf(stated: TaxYearRow | undefined): Bearing {
  // The database holds the list.
  return (stated?.tax_bearing ?? 'recipient') as Bearing
}
