import type { LocalDate } from '../../../kernel/time.ts'
import type { Money } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadGivenByIds, type GivenBenefit } from '../../benefits/index.ts'
import { loadPaidOut, type PaidOutRow } from '../store-tax.ts'
import type { PaidOut } from './schedule.ts'

/** What natural persons were paid in a year, with the benefits behind it, which may be of another year. */
export type ReadPaidOut = {
  readonly paidOut: readonly PaidOut[]
  readonly benefits: readonly GivenBenefit[]
  /** In another currency, without a rate of their day. */
  readonly unconverted: readonly GivenBenefit[]
}

type Days = { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate }

/** What an amount of a day is in the currency of the entity; undefined without a rate. */
export type Convert = (amount: Money, on: LocalDate) => bigint | undefined

/** Reads what an entity paid to natural persons by exceptions in these days. */
export async function readPaidOut(tx: Transaction, days: Days, convert: Convert): Promise<ReadPaidOut> {
  const rows = await loadPaidOut(tx, days)
  const ids = [...new Set(rows.map(({ benefitId }) => benefitId))].sort()
  const benefits = await loadGivenByIds(tx, ids)
  const byId = new Map(benefits.map((benefit) => [benefit.id, benefit]))
  const paidOut: PaidOut[] = []
  const unconverted: GivenBenefit[] = []
  for (const row of rows) {
    const benefit = byId.get(row.benefitId)
    if (!benefit) continue
    const paid = paidOutOf(row, benefit, convert)
    if (paid) paidOut.push(paid)
    else unconverted.push(benefit)
  }
  return { paidOut, benefits, unconverted }
}

/** The tax is due in the year in which somebody is paid, so the line stands on that day. */
function paidOutOf(row: PaidOutRow, benefit: GivenBenefit, convert: Convert): PaidOut | undefined {
  const worth = (minor: bigint) => convert({ currency: row.currency, minor }, row.paidOn)
  const [taxed, untaxed, withheld] = [worth(row.taxed), worth(row.untaxed), worth(row.withheld)]
  if (taxed === undefined || untaxed === undefined || withheld === undefined) return undefined
  const line = {
    benefitId: benefit.id,
    number: benefit.number,
    form: benefit.form,
    happenedOn: row.paidOn,
    minor: taxed + untaxed,
    received: taxed + untaxed,
    effects: [],
    isAtCost: false,
    isInCash: false,
    feeShare: undefined,
  }
  // The database holds the list, and the query leaves refunds out.
  const treatment = row.treatment as PaidOut['treatment']
  return { line, payeeId: row.payeeId, treatment, taxed, untaxed, withheld }
}
