import type { z } from 'zod'
import type { paymentRests } from '../../../contract/payments.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayTaxAction } from '../../../texts/payments.ts'
import type { Language } from '../../../texts/text.ts'
import type { Organisation } from '../../access/index.ts'
import { loadDecisionIds } from '../../benefits/index.ts'
import { loadDeals, type DealRows } from '../../deals/index.ts'
import { chartFor, type Chart } from '../../ledger/index.ts'
import { isHolder, withMerged, type CustomerRow } from '../../parties/index.ts'
import { loadTaxFacts, type TaxFacts } from '../../policy/index.ts'

/** On what a payment rests, as maker and checker see it. */
export type Rests = z.output<typeof paymentRests>

/** A payment that was made or that could be. */
export type Resting = {
  readonly entityId: string
  readonly benefitId: string
  readonly form: string
  readonly way: string
  readonly payeeId: string
  readonly clauseId: string | undefined
  readonly party: string
  /** The names of one of our own people, in whichever language the reader sees one of them. */
  readonly staffNames?: readonly string[]
  readonly customer: CustomerRow | undefined
  readonly holder: string | undefined
  /** The claim on which it is paid, with its invoices. */
  readonly claim?: Rests['claim']
}

/** Agreements, account codes and what the decisions said of taxes, for a page of payments. */
export type Grounds = {
  readonly deals: Pick<DealRows, 'agreements' | 'clauses'>
  readonly charts: ReadonlyMap<string, Chart>
  readonly taxes: ReadonlyMap<string, TaxFacts>
}

type Asked = Pick<Resting, 'entityId' | 'benefitId' | 'payeeId'>

/** Reads the grounds of a page of payments. */
export async function loadGrounds(tx: Transaction, asked: readonly Asked[]): Promise<Grounds> {
  const distinct = (values: readonly string[]) => [...new Set(values)].sort()
  const decisions = await loadDecisionIds(tx, distinct(asked.map(({ benefitId }) => benefitId)))
  const { members } = await withMerged(tx, distinct(asked.map(({ payeeId }) => payeeId)))
  const [deals, facts, charts] = await Promise.all([
    loadDeals(tx, { customerIds: members, personIds: [], eventIds: [] }),
    loadTaxFacts(tx, [...decisions.values()]),
    Promise.all(
      distinct(asked.map(({ entityId }) => entityId)).map(
        async (id) => [id, await chartFor(tx, id)] as const,
      ),
    ),
  ])
  const taxes = [...decisions].flatMap(([benefitId, decisionId]) => {
    const found = facts.get(decisionId)
    return found ? [[benefitId, found] as const] : []
  })
  return { deals, charts: new Map(charts), taxes: new Map(taxes) }
}

/** The names under which one of our own people may hold an account. */
export function staffNamesOf({ people }: Pick<Organisation, 'people'>, personId: string): readonly string[] {
  const person = people.get(personId)
  return person === undefined ? [] : [person.name_zh, person.name_en]
}

/** On what one payment rests: whose name, which clause, which account of the books, which tax. */
export function restsOf(grounds: Grounds, payment: Resting, language: Language): Rests {
  const { holder, party, customer, form, way, claim } = payment
  const isStaff = (name: string) => [party, ...(payment.staffNames ?? [])].includes(name)
  const clause = grounds.deals.clauses.find(({ id }) => id === payment.clauseId)
  const agreement = grounds.deals.agreements.find(({ id }) => id === clause?.agreement_id)
  const subject = grounds.charts.get(payment.entityId)?.('expense', { form, way })
  const effects = grounds.taxes.get(payment.benefitId)?.effects ?? []
  const actions = effects.flatMap(({ kind, action }) => (kind === 'tax' && action ? [action] : []))
  return {
    ...(holder === undefined
      ? {}
      : { name: { party, holder, matches: customer ? isHolder(customer, holder) : isStaff(holder) } }),
    ...(clause && agreement
      ? { agreement: { number: agreement.number, clause: clause.number, text: clause.text } }
      : {}),
    ...(claim ? { claim } : {}),
    ...(subject ? { subject } : {}),
    tax: [...new Set(actions)].map((action) => sayTaxAction(action, language)),
  }
}
