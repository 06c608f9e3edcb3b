import { fromDecimal, type Money } from '../../../kernel/money.ts'
import { isLocalDate, type LocalDate } from '../../../kernel/time.ts'
import type { XmlNode } from '../../../platform/xml-file.ts'
import { child, textAt } from './bank-xml.ts'

/**
 * An amount with its currency at the first path that holds one; undefined where it is none or finer than
 * the currency allows.
 */
export function amountAt(node: XmlNode | undefined, ...paths: readonly string[]): Money | undefined {
  for (const path of paths) {
    const at = child(node, ...path.split('/'))
    const currency = textAt(at, '@Ccy')
    const text = textAt(node, path)
    if (currency === undefined || text === undefined || !/^[A-Z]{3}$/.test(currency)) continue
    const amount = fromDecimal(currency, text)
    return amount === undefined || amount.minor < 0n ? undefined : amount
  }
  return undefined
}

/** The day at the first path that holds one, given as a day or as a moment in the bank's own zone. */
export function dayAt(node: XmlNode | undefined, ...paths: readonly string[]): LocalDate | undefined {
  const all = paths.flatMap((path) => [`${path}/Dt`, `${path}/DtTm`, path])
  const text = textAt(node, ...all)?.slice(0, 10)
  return text !== undefined && isLocalDate(text) ? text : undefined
}
