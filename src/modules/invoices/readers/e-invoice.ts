import { refuse } from '../../../kernel/refusal.ts'
import type { FactName, InvoiceFacts } from '../domain.ts'
import { stopRead } from './stop.ts'
import { amountFact, dayFact, numberFact, sameFact, taxFact, textFact, type GrowingFacts } from './values.ts'
import { elementsByName, readXml, type XmlElement } from './xml.ts'

const itemsMax = 500

/** The facts of a digital invoice (数电票) in the XML of the tax authority. */
export function readEInvoice(bytes: Uint8Array): InvoiceFacts {
  return eInvoiceFacts(readXml(bytes)) ?? stopRead(refuse('invoices.not_an_invoice'))
}

/** The facts of an element `EInvoice`; undefined for XML of another kind. */
export function eInvoiceFacts(root: XmlElement): InvoiceFacts | undefined {
  if (root.name !== 'EInvoice') return undefined
  const found = elementsByName(root)
  const said = (name: FactName, element: string) =>
    sameFact(
      name,
      (found.get(element) ?? []).map(({ text }) => text),
    )
  const digital = numberFact(said('number', 'InvoiceNumber')) ?? numberIn(said('number', 'EIid'))
  const remark = (found.get('Remark') ?? []).map(({ text }) => text).join(' ')
  const facts: GrowingFacts = { currency: 'CNY' }
  set(facts, 'number', digital)
  set(facts, 'kind', kindOf(found))
  set(facts, 'sellerName', said('sellerName', 'SellerName'))
  set(facts, 'sellerTax', numberFact(said('sellerTax', 'SellerIdNum')))
  set(facts, 'buyerName', said('buyerName', 'BuyerName'))
  set(facts, 'buyerTax', numberFact(said('buyerTax', 'BuyerIdNum')))
  set(facts, 'net', amountFact('net', said('net', 'TotalAmWithoutTax')))
  set(facts, 'tax', taxFact(said('tax', 'TotalTaxAm')))
  set(facts, 'total', amountFact('total', said('total', 'TotalTax-includedAmount')))
  set(
    facts,
    'issuedOn',
    dayFact('issuedOn', said('issuedOn', 'IssueTime') ?? said('issuedOn', 'RequestTime')),
  )
  set(facts, 'refersTo', takenBackIn(remark))
  const lines = found.get('IssuItemInformation') ?? []
  set(facts, 'items', itemNames(lines))
  set(facts, 'discount', discountOf(lines, remark))
  return facts
}

function set<Name extends FactName>(
  facts: GrowingFacts,
  name: Name,
  value: GrowingFacts[Name] | undefined,
): void {
  if (value !== undefined) facts[name] = value
}

function numberIn(text: string | undefined): string | undefined {
  const number = numberFact(text)
  return number !== undefined && /^\d{20}$/.test(number) ? number : undefined
}

function kindOf(found: ReadonlyMap<string, readonly XmlElement[]>): 'special' | 'general' | undefined {
  const labels = (found.get('GeneralOrSpecialVAT') ?? []).flatMap(({ children, text }) => [
    text,
    ...children.map((child) => child.text),
  ])
  if (labels.some((label) => label === '01' || label.includes('专用'))) return 'special'
  return labels.some((label) => label === '02' || label.includes('普通')) ? 'general' : undefined
}

function itemNames(lines: readonly XmlElement[]): readonly string[] | undefined {
  const names = lines.map((line) => textFact(textIn(line, 'ItemName'))).filter((name) => name !== undefined)
  return names.length === 0 ? undefined : [...new Set(names)].slice(0, itemsMax)
}

function textIn(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text
}

/**
 * A line with a negative amount beside positive ones is a discount; one that only the remarks tell is
 * none for tax.
 */
function discountOf(lines: readonly XmlElement[], remark: string): 'line' | 'remark' | undefined {
  const amounts = lines.map((line) => textIn(line, 'Amount') ?? '')
  const isNegative = (amount: string) => amount.startsWith('-')
  if (amounts.some(isNegative) && !amounts.every(isNegative)) return 'line'
  return /折扣|折让|返利|优惠|discount|rebate/i.test(remark) ? 'remark' : undefined
}

/** The invoice that a red-letter one takes back, from its remarks: as they are printed by rule. */
export function takenBackIn(remark: string): string | undefined {
  const digital = /被红冲蓝字[^0-9]{0,30}(\d{20})/.exec(remark)?.[1]
  if (digital !== undefined) return digital
  const older = /(?:对应正数发票|被红冲蓝字[^0-9]{0,10})代码[::]?\s?(\d{10,12})\s?号码[::]?\s?(\d{8})/.exec(
    remark,
  )
  return older ? `${older[1]}-${older[2]}` : undefined
}
