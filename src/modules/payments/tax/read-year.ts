import { ratioOf, partOf } from '../../../kernel/ratio.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadGivenBetween, spentOf, type GivenBenefit } from '../../benefits/index.ts'
import { loadInputTaxOf } from '../../ledger/index.ts'
import { loadTaxFacts, type TaxFacts } from '../../policy/index.ts'
import { benefitsWithPaper, type RequestDeps } from '../../requests/index.ts'
import { loadPaidInOther } from '../store-paid.ts'
import { loadPaidAsIncome, loadTaxYears } from '../store-tax.ts'
import type { TaxYearRow } from '../tables.ts'
import { readOtherYears, type OtherYears } from './other-year.ts'
import { readPaidOut } from './paid-out.ts'
import type { Sector } from './rates.ts'
import { daysOfYear, scheduleOf, type Schedule, type TaxLine, type TaxYear } from './schedule.ts'
import { taxYearId } from './set-year.ts'
import type { Bearing } from './withholding.ts'

/** The schedule of a year with the benefits behind it, and what could not be reckoned. */
export type ReadYear = {
  /** The legal day of the entity on which it was read. */
  readonly today: LocalDate
  readonly stated: TaxYearRow | undefined
  readonly schedule: Schedule
  readonly benefits: ReadonlyMap<string, GivenBenefit>
  /** In another currency, without a rate of their day: left out, and said. */
  readonly unconverted: readonly GivenBenefit[]
  /** What came back in another year than that of its benefit: the books have it there. */
  readonly otherYears: OtherYears
}

type Wanted = { readonly entityId: string; readonly year: number; readonly today: LocalDate }

/** The year as it stands at a moment, on the legal day that the entity then has. */
export async function readYearAt(
  deps: Pick<RequestDeps, 'organisation' | 'policy' | 'dayOf'>,
  tx: Transaction,
  { entityId, year, at }: Omit<Wanted, 'today'> & { readonly at: Instant },
): Promise<ReadYear> {
  const today = deps.dayOf(await deps.organisation(tx), entityId, at)
  return readTaxYear(deps, tx, { entityId, year, today })
}

/** Reads the benefits of a year with what their decisions said of taxes, and reckons the schedule. */
export async function readTaxYear(
  deps: Pick<RequestDeps, 'organisation' | 'policy'>,
  tx: Transaction,
  { entityId, year, today }: Wanted,
): Promise<ReadYear> {
  const organisation = await deps.organisation(tx)
  const policy = await deps.policy(tx)
  const id = taxYearId({ entityId, year })
  const stated = (await loadTaxYears(tx, [id])).get(id)
  const currency = stated?.currency ?? organisation.entities.get(entityId)?.currency ?? ''
  const given = await loadGivenBetween(tx, { entityId, ...daysOfYear(year) })
  const said = await loadTaxFacts(
    tx,
    given.flatMap(({ decision_id: decisionId }) => decisionId ?? []),
  )
  const paidOf = await paidIn(tx, given, currency)
  const redLetters = await redLettersOf(tx, given, said)
  const credited = await creditedOf(tx, given)
  const lines: TaxLine[] = []
  const unconverted: GivenBenefit[] = []
  for (const benefit of given) {
    const facts = said.get(benefit.decision_id ?? '')
    if (!facts?.effects.some(({ kind }) => kind === 'tax')) continue
    const worth = (minor: bigint) =>
      policy.converted({ currency: benefit.value_currency, minor }, currency, benefit.happened_on)
    const asPaid = paidOf(benefit.id)
    const rest = worth(spentOf(benefit) - asPaid.closes - credited(benefit.id, benefit.value_currency))
    // Of a benefit in dollars the tax on what was paid in yuan is in yuan.
    const paid = asPaid.minor - (benefit.value_currency === currency ? 0n : credited(benefit.id, currency))
    // Spent is what was really paid; received is what it was worth on its day.
    const spent = rest === undefined ? undefined : rest + paid
    const received = worth(benefit.value_minor)
    if (spent === undefined || received === undefined) unconverted.push(benefit)
    else {
      const redLetter = redLetterOf(benefit, redLetters)
      const earnedOn = contractOf(facts, (stated) => policy.converted(stated, currency, benefit.happened_on))
      lines.push(lineOf(benefit, facts, { minor: spent, received, ...redLetter, ...earnedOn }))
    }
  }
  const inSchedule = lines.map(({ benefitId }) => benefitId)
  const paid = await readPaidOut(tx, { entityId, ...daysOfYear(year) }, (amount, on) =>
    policy.converted(amount, currency, on),
  )
  return {
    today,
    stated,
    schedule: scheduleOf(asStated(year, currency, stated), lines, today, {
      paidOut: paid.paidOut,
      asIncome: await loadPaidAsIncome(tx, inSchedule),
    }),
    benefits: new Map([...paid.benefits, ...given].map((benefit) => [benefit.id, benefit])),
    unconverted: [...unconverted, ...paid.unconverted],
    otherYears: await readOtherYears(tx, { entityId, ...daysOfYear(year) }, inSchedule),
  }
}

/** What of some benefits was credited as input tax: the books of finance show them without it. */
async function creditedOf(tx: Transaction, given: readonly GivenBenefit[]) {
  const rows = await loadInputTaxOf(
    tx,
    given.map(({ id }) => id),
  )
  const byBenefit = Map.groupBy(rows, (row) => row.benefit_id)
  return (benefitId: string, currency: string) =>
    (byBenefit.get(benefitId) ?? [])
      .filter((row) => row.currency === currency)
      .reduce((sum, { minor }) => sum + minor, 0n)
}

/** What of benefits in another currency is paid in that of the schedule, without what came back of them. */
async function paidIn(tx: Transaction, given: readonly GivenBenefit[], currency: string) {
  const found = await loadPaidInOther(
    tx,
    given.map(({ id }) => id),
  )
  return (benefitId: string) => {
    const paid = found.get(benefitId)
    if (paid?.currency !== currency) return { closes: 0n, minor: 0n }
    return { closes: paid.closes - paid.closesBack, minor: paid.minor - paid.minorBack }
  }
}

/** A discount on the next invoice lowers its tax by itself; one after the sale needs the paper. */
function redLetterOf({ id, way }: GivenBenefit, redLetters: ReadonlySet<string>) {
  const hasRedLetter = redLetters.has(id)
  return way === 'on_invoice' && !hasRedLetter ? {} : { hasRedLetter }
}

/** The rebates of a year for which a red-letter invoice is on record. */
function redLettersOf(
  tx: Transaction,
  given: readonly GivenBenefit[],
  said: ReadonlyMap<string, TaxFacts>,
): Promise<ReadonlySet<string>> {
  const rebates = given.filter(({ decision_id: id }) =>
    said.get(id ?? '')?.effects.some(({ action }) => action === 'adjust_output'),
  )
  return benefitsWithPaper(
    tx,
    rebates.map(({ id }) => id),
    'redInvoice',
  )
}

/** The contract of a commission, as its application names it; absent where its worth cannot be reckoned. */
function contractOf(
  { contract, contract_revenue: stated }: TaxFacts,
  worth: (amount: { readonly currency: string; readonly minor: bigint }) => bigint | undefined,
): Pick<TaxLine, 'contract'> {
  if (contract === null || stated === null) return {}
  const revenue = worth({ currency: stated.currency, minor: BigInt(stated.minor) })
  return revenue === undefined ? {} : { contract: { number: contract, revenue } }
}

/** Ten-thousandths of a percent, as the limit of commissions takes a share. */
const inPercent = 10_000n

function lineOf(
  benefit: GivenBenefit,
  facts: TaxFacts,
  amounts: Pick<TaxLine, 'minor' | 'received' | 'hasRedLetter' | 'contract'>,
): TaxLine {
  return {
    benefitId: benefit.id,
    number: benefit.number,
    form: benefit.form,
    happenedOn: benefit.happened_on,
    ...amounts,
    effects: facts.effects.flatMap(({ kind, tax = '', action = '' }) =>
      kind === 'tax' ? [{ tax, action }] : [],
    ),
    isAtCost: facts.valuation === 'cost',
    isInCash: facts.rail === 'cash',
    feeShare: facts.fee_percent === null ? undefined : partOf(inPercent, ratioOf(facts.fee_percent)),
  }
}

/** What holds while nobody stated anything: the common case, and limits of revenue left open. */
function asStated(year: number, currency: string, stated: TaxYearRow | undefined): TaxYear {
  return {
    year,
    currency,
    revenue: stated?.revenue_minor ?? undefined,
    revenueUpTo: stated?.revenue_up_to ?? undefined,
    // The database holds both lists.
    sector: (stated?.sector ?? 'general') as Sector,
    publicityCarriedIn: stated?.publicity_carried_minor ?? 0n,
    bearing: (stated?.tax_bearing ?? 'recipient') as Bearing,
    isWithoutVat: stated?.is_without_vat ?? false,
    vat: ratioOf(stated?.vat_rate ?? '0.13'),
  }
}
