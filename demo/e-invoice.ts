import type { LocalDate } from '../src/kernel/time.ts'

/** What stands on an invented e-invoice; amounts in minor units. */
export type PlanInvoice = {
  readonly number: string
  readonly seller: { readonly name: string; readonly taxNumber: string }
  readonly buyer: { readonly name: string; readonly taxNumber: string }
  readonly issuedOn: LocalDate
  readonly item: string
  readonly minor: bigint
}

/** The tax on restaurant meals and most services, in percent. */
const taxPercent = 6n

/** A digital invoice (数电票) as its XML: readable like a real one, its number in a range that is not issued. */
export function eInvoiceXml({ number, seller, buyer, issuedOn, item, minor }: PlanInvoice): string {
  const net = (minor * 100n + (100n + taxPercent) / 2n) / (100n + taxPercent)
  const line = element('IssuItemInformation', [
    element('ItemName', item),
    element('Quantity', '1'),
    element('Amount', yuan(net)),
    element('TaxRate', '0.06'),
  ])
  const label = element('GeneralOrSpecialVAT', element('LabelCode', '02'))
  const data = [
    element('SellerInformation', [
      element('SellerIdNum', seller.taxNumber),
      element('SellerName', seller.name),
    ]),
    element('BuyerInformation', [element('BuyerIdNum', buyer.taxNumber), element('BuyerName', buyer.name)]),
    element('BasicInformation', [
      element('TotalAmWithoutTax', yuan(net)),
      element('TotalTaxAm', yuan(minor - net)),
      element('TotalTax-includedAmount', yuan(minor)),
      element('RequestTime', `${issuedOn} 20:31:05`),
    ]),
    line,
  ]
  const whole = [
    element('Header', [element('EIid', number), element('InherentLabel', label)]),
    element('EInvoiceData', data),
    element('TaxSupervisionInfo', [element('InvoiceNumber', number), element('IssueTime', issuedOn)]),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('EInvoice', whole)}\n`
}

function element(name: string, inside: string | readonly string[]): string {
  return `<${name}>${typeof inside === 'string' ? inside : inside.join('')}</${name}>`
}

function yuan(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
}
