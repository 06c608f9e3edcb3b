import type { Facts } from '../../contract/facts.ts'
import { fromMoneyJson, toDecimal, toMoneyJson, type MoneyJson } from '../../kernel/money.ts'
import type { NormalisedRow, Remark, RowParty } from './domain.ts'
import { partsOf } from './parts.ts'
import { boundOf } from './prepare.ts'

/**
 * What a row says otherwise than the one that is in the register under its number. A number stands for one
 * benefit: another amount, day or party under it is a correction or a mistake, and no repeat.
 */
export function differencesOf(
  storedFacts: string,
  row: NormalisedRow,
  /** The ids of the parties of an observed book; those of our own depend on what is on record by now. */
  idOf: ((party: RowParty) => string) | undefined,
): Remark[] {
  const { asOf, benefit, recipient, giver } = JSON.parse(storedFacts) as Facts
  const [first = row] = partsOf(row)
  const value = toMoneyJson(boundOf(first.value))
  const remarks: Remark[] = []
  const say = (code: string, params: Remark['params'] = {}) => void remarks.push({ field: '', code, params })
  if (benefit?.value && !isSame(benefit.value, value)) {
    say('number.other_amount', { was: amount(benefit.value), now: amount(value) })
  }
  if (asOf !== row.day.from) say('number.other_day', { was: asOf, now: row.day.from })
  if (!idOf) return remarks
  const isOther = recipient?.id !== idOf(row.recipient) || giver?.group !== idOf(row.giver)
  if (isOther) say('number.other_party')
  return remarks
}

function isSame(a: MoneyJson, b: MoneyJson): boolean {
  return a.currency === b.currency && a.minor === b.minor
}

function amount(money: MoneyJson): string {
  return `${money.currency} ${toDecimal(fromMoneyJson(money))}`
}
