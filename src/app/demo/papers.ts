import { hash } from 'node:crypto'
import type { DocKey } from '../../../demo/types.ts'

/** One paper that proves a fact: the name of its file and its content. */
type Paper = { readonly name: string; readonly bytes: Buffer; readonly digest: string }

/** The papers of the plan, and those that no benefit needs when it is asked for. */
export type PaperKind = DocKey | 'returnReceipt' | 'deliveryNote' | 'recipientConfirmation'

const titles: Readonly<Record<PaperKind, readonly [zh: string, en: string]>> = {
  contractClause: ['合同条款', 'Contract clause'],
  calculationSheet: ['计算表', 'Calculation'],
  redInvoice: ['红字发票', 'Red-letter invoice'],
  ledgerAccount: ['入账凭证', 'Ledger voucher'],
  customerStatement: ['客户对账单', 'Customer statement'],
  serviceContract: ['借用协议', 'Loan agreement'],
  deliverables: ['服务报告', 'Service report'],
  fairValue: ['公允价值依据', 'Fair value'],
  agenda: ['会议议程', 'Agenda'],
  attendeeList: ['签到名单', 'List of attendees'],
  menu: ['菜单', 'Menu'],
  officialLetter: ['公函', 'Official letter'],
  agencyNomination: ['机构提名函', 'Nomination by the agency'],
  vendorInvoices: ['商户发票', 'Invoice of the vendor'],
  principalPermission: ['单位同意函', 'Permission of the employer'],
  programmeTerms: ['方案条款', 'Terms of the programme'],
  distributionList: ['领用登记表', 'Stock and distribution list'],
  deviationReason: ['偏离说明', 'Reason for the deviation'],
  deliveryNote: ['签收单', 'Delivery note'],
  recipientConfirmation: ['客户确认', 'Confirmation by the customer'],
  returnReceipt: ['退还收据', 'Return receipt'],
}

const maker = 'Suzhou Chengyue Intelligent Equipment Co., Ltd. (invented)'

/** The sample paper of a kind about one benefit; of the older ones all of a kind are one content. */
export function paperOf(kind: PaperKind, about: string): Paper {
  const [zh, en] = titles[kind]
  const bytes = onePagePdf([`${en} - sample`, maker, about])
  return { name: `${zh}.pdf`, bytes, digest: hash('sha256', bytes) }
}

/** A page with a few lines of Latin text, as PDF 1.4. */
function onePagePdf(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replaceAll(/[\\()]/g, (sign) => `\\${sign}`))
  const text = `BT /F1 14 Tf 72 760 Td ${escaped.map((line) => `(${line}) Tj 0 -24 Td`).join(' ')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Font << /F1 5 0 R >> >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`,
    'latin1',
  )
}
