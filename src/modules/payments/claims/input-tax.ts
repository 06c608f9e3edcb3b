import { z } from 'zod'
import { changesOf, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { changedBenefits, loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import { taxKinds, taxedParts, type TaxedPart } from '../../invoices/index.ts'
import type { InputTaxAsked, InvoicePart } from '../../ledger/index.ts'
import { loadClaimLines } from '../store.ts'
import { loadTaxFacts } from '../../policy/index.ts'
import { claimTable, type ClaimLineRow } from '../tables.ts'

const spent: readonly string[] = ['given', 'paid', 'completed']

/** What of some changes bears on input tax: claims that are accepted, or were, and benefits taken back. */
function turnsIn(changes: readonly RowChange[]) {
  const claims = changesOf(claimTable, changes)
  const is = (state: string | undefined) => state === 'accepted'
  return {
    accepted: claims.filter(({ before, after }) => is(after.state) && !is(before?.state)),
    ended: claims.filter(({ before, after }) => is(before?.state) && !is(after.state)),
    takenBack: changedBenefits(changes).filter(
      ({ before, after }) => before && spent.includes(before.state) && !spent.includes(after.state),
    ),
  }
}

/** True where some changes bear on input tax; most do not, and nothing is read for them. */
export function touchesInputTax(changes: readonly RowChange[]): boolean {
  const { accepted, ended, takenBack } = turnsIn(changes)
  return accepted.length + ended.length + takenBack.length > 0
}

/** What the changes of one decision mean for the input tax: that of the invoices behind accepted claims. */
export async function inputTaxAsked(
  tx: Transaction,
  changes: readonly RowChange[],
): Promise<Omit<InputTaxAsked, 'at'>> {
  const { accepted, ended, takenBack } = turnsIn(changes)
  const claimIds = [...accepted, ...ended].map(({ after }) => after.id)
  const lines = await loadClaimLines(tx, [...new Set(claimIds)].sort())
  const linesOf = (those: typeof accepted) =>
    lines.filter((line) => those.some(({ after }) => after.id === line.claim_id))
  return {
    accepted: await partsOf(tx, linesOf(accepted)),
    endedLines: linesOf(ended).map(({ id }) => id),
    endedBenefits: takenBack.map(({ after }) => after.id),
  }
}

async function partsOf(tx: Transaction, lines: readonly ClaimLineRow[]): Promise<InvoicePart[]> {
  const parts = await taxedParts(
    tx,
    lines.map(({ id }) => id),
  )
  if (parts.length === 0) return []
  const benefits = await loadBenefits(tx, [...new Set(lines.map((line) => line.benefit_id))].sort())
  const said = await loadTaxFacts(
    tx,
    [...benefits.values()].flatMap(({ decision_id: id }) => id ?? []),
  )
  const isBarred = ({ decision_id: id }: BenefitRow) =>
    said.get(id ?? '')?.effects.some(({ action }) => action === 'no_input_credit') === true
  return parts.flatMap((part) => {
    const line = lines.find(({ id }) => id === part.line_id)
    const benefit = line && benefits.get(line.benefit_id)
    return line && benefit ? partOf(part, line, { ...benefit, isBarred: isBarred(benefit) }) : []
  })
}

const itemList = z.array(z.string())

/** A general invoice bears no tax that anybody credits; a part whose tax is less than a cent has none. */
function partOf(
  part: TaxedPart,
  line: ClaimLineRow,
  benefit: BenefitRow & { readonly isBarred: boolean },
): InvoicePart[] {
  const { kind, minor, tax_minor: tax, total_minor: total } = part
  const own = benefit.value_currency.trim()
  const taxMinor = (tax * minor) / total
  if (kind === 'general' || taxMinor === 0n) return []
  return [
    {
      entityId: line.entity_id,
      benefitId: line.benefit_id,
      lineId: line.id,
      invoiceId: part.invoice_id,
      invoiceNumber: part.number,
      label: kind === 'special' ? 'special' : 'unknown',
      items: itemList.parse(JSON.parse(part.items)).map((item) => [...taxKinds(item)]),
      form: benefit.form,
      isBarred: benefit.isBarred,
      happenedOn: benefit.happened_on,
      currency: part.currency,
      taxMinor,
      payCurrency: line.pay_currency?.trim() ?? own,
      isElsewhere: part.currency.trim() !== own,
    },
  ]
}
