import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { XmlNode } from '../../../platform/xml-file.ts'
import { child, children, readBankXml, textAt } from './bank-xml.ts'
import { dayAt } from './camt053-values.ts'
import type { ResultFile, ResultOutcome, ResultRow } from './result-file.ts'

/**
 * What a status of ISO 20022 says about the money. Accepted (ACTC, ACCP, ACSP) is not paid: only ACSC and
 * ACCC say that it was settled. What is not in the list is refused, so that no new code is taken for
 * success.
 */
const outcomes: Readonly<Record<string, ResultOutcome>> = {
  ACSC: 'paid',
  ACCC: 'paid',
  RJCT: 'failed',
  CANC: 'failed',
  RCVD: 'processing',
  ACTC: 'processing',
  ACCP: 'processing',
  ACSP: 'processing',
  ACWC: 'processing',
  PDNG: 'processing',
}

/** Reads a status report pain.002 payment by payment; a status of the whole file is no result of any. */
export function readPain002(bytes: Uint8Array): ResultFile | Refusal {
  const read = readBankXml(bytes)
  if (isRefusal(read)) return read
  const isReport = read.spaces.some((space) => /:pain\.002\.001\.\d\d$/.test(space))
  if (read.root !== 'Document' || !isReport) return refuse('bank.not_a_result')
  const report = child(read.node, 'CstmrPmtStsRpt')
  const payments = children(report, 'OrgnlPmtInfAndSts').flatMap((each) => children(each, 'TxInfAndSts'))
  if (payments.length === 0) return refuse('bank.no_rows')
  const rows = payments.map((payment, i) => resultOf(payment, i + 1))
  return {
    heads: [],
    rows: rows.filter((each) => 'outcome' in each),
    refused: rows.filter((each) => 'refused' in each),
  }
}

function resultOf(payment: XmlNode, row: number): ResultRow | Refusal {
  const status = textAt(payment, 'TxSts') ?? ''
  const outcome = outcomes[status]
  if (outcome === undefined) return refuse('bank.outcome_unknown', { row, text: status })
  const endToEndId = textAt(payment, 'OrgnlEndToEndId')
  const reason = textAt(payment, 'StsRsnInf/AddtlInf', 'StsRsnInf/Rsn/Cd', 'StsRsnInf/Rsn/Prtry')
  const bankReference = textAt(payment, 'AcctSvcrRef')
  // The day of settlement; where a bank gives none, the one on which it took the payment for making it.
  const paidOn = dayAt(payment, 'FctvIntrBkSttlmDt', 'OrgnlTxRef/IntrBkSttlmDt', 'AccptncDtTm')
  return {
    row,
    outcome,
    account: '',
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(reason === undefined ? {} : { reason }),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(paidOn === undefined ? {} : { paidOn }),
  }
}
