import type { InvoiceFacts } from '../domain.ts'
import { amountFact, dayFact, type GrowingFacts } from './values.ts'

/**
 * Special VAT invoices, paper, electronic and fully digital; and general ones. Other kinds keep theirs
 * unknown.
 */
const special = ['01', '08', '31']
const general = ['04', '10', '11', '32']

/**
 * The facts in the QR code of a Chinese invoice: `01,kind,code,number,amount,day,check,…`. The amount of
 * a digital invoice is its total with tax, of an older one the amount without. Undefined for any other
 * text, such as the address that some invoices carry instead: an address is never followed.
 */
export function qrFacts(text: string): InvoiceFacts | undefined {
  const found = /^01,(\d{2}),(\d{0,12}),(\d{8,20}),(-?\d{1,16}(?:\.\d{1,2})?),(\d{8}),/.exec(text.trim())
  if (!found) return undefined
  const [, kind = '', code = '', number = '', amount = '', day = ''] = found
  const isDigital = number.length === 20
  if (!isDigital && code === '') return undefined
  const facts: GrowingFacts = { currency: 'CNY', number }
  if (!isDigital) facts.code = code
  if (special.includes(kind)) facts.kind = 'special'
  if (general.includes(kind)) facts.kind = 'general'
  const name = isDigital ? 'total' : 'net'
  const minor = amountFact(name, amount)
  if (minor !== undefined) facts[name] = minor
  const issuedOn = dayFact('issuedOn', day)
  if (issuedOn !== undefined) facts.issuedOn = issuedOn
  return facts
}
