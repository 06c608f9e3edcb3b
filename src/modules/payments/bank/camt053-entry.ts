import { plainAccount } from '../../../kernel/bank-account.ts'
import type { Money } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { XmlNode } from '../../../platform/xml-file.ts'
import { child, children, textAt, textOf } from './bank-xml.ts'
import { amountAt, dayAt } from './camt053-values.ts'
import type { LineHint, StatementLine } from './statement.ts'

/**
 * The lines of one entry. An entry that books several payments gives a line for each when all their amounts
 * are there and make its sum; else one line with their numbers, which only the sum of those payments matches.
 */
export function entryLines(entry: XmlNode, row: number): readonly StatementLine[] | Refusal {
  const whole = wholeLine(entry, row)
  if ('refused' in whole) return whole
  const details = children(entry, 'NtryDtls').flatMap((each) => children(each, 'TxDtls'))
  const batchId = batchIdOf(entry)
  if (details.length === 0) return [batchId === undefined ? whole : { ...whole, batchId }]
  if (details.length === 1) return [withDetail(whole, details[0])]
  const parts = details.map((detail) => amountAt(detail, 'Amt', 'AmtDtls/TxAmt/Amt'))
  const sum = parts.reduce<bigint>((all, part) => all + (part?.minor ?? 0n), 0n)
  const isWhole =
    parts.every((part) => part?.currency === whole.amount.currency) && sum === whole.amount.minor
  if (!isWhole) return [asBatch(whole, details, batchId)]
  return details.map((detail, i) => ({ ...withDetail(whole, detail), amount: parts[i] ?? whole.amount }))
}

const statuses: Readonly<Record<string, StatementLine['status']>> = {
  BOOK: 'booked',
  PDNG: 'pending',
  INFO: 'pending',
  FUTR: 'pending',
}

function wholeLine(entry: XmlNode, row: number): StatementLine | Refusal {
  const amount = amountAt(entry, 'Amt')
  if (amount === undefined) return refuse('bank.row_amount', { row, text: textAt(entry, 'Amt') ?? '' })
  const bookedOn = dayAt(entry, 'BookgDt') ?? dayAt(entry, 'ValDt')
  if (bookedOn === undefined) return refuse('bank.row_day', { row, text: '' })
  // Version 02 and 04 write the status as text, version 08 as a code of its own.
  const status = statuses[textAt(entry, 'Sts/Cd', 'Sts') ?? '']
  const side = textAt(entry, 'CdtDbtInd')
  if (status === undefined || (side !== 'DBIT' && side !== 'CRDT')) {
    return refuse('bank.row_side', { row })
  }
  const bankReference = textAt(entry, 'AcctSvcrRef', 'NtryRef')
  const hint = hintOf(entry)
  const charges = amountAt(entry, 'Chrgs/TtlChrgsAndTaxAmt', 'Chrgs/Rcrd/Amt', 'Chrgs/Amt')
  return {
    row,
    direction: side === 'DBIT' ? 'out' : 'in',
    amount,
    bookedOn,
    status,
    ...(hint === undefined ? {} : { hint }),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(charges === undefined ? {} : { charges }),
    remark: textAt(entry, 'AddtlNtryInf') ?? '',
  }
}

const feeFamilies = new Set(['CHRG', 'FEES', 'COMM', 'COMT'])
const returnFamilies = new Set(['RRTN', 'UPCT', 'RPCR', 'ARET'])

function hintOf(node: XmlNode | undefined): LineHint | undefined {
  const family = textAt(node, 'BkTxCd/Domn/Fmly/SubFmlyCd') ?? ''
  if (/^(true|1)$/.test(textAt(node, 'RvslInd') ?? '')) return 'reversal'
  if (child(node, 'RtrInf') !== undefined || returnFamilies.has(family)) return 'return'
  return feeFamilies.has(family) ? 'fee' : undefined
}

/** `NOTPROVIDED` is what banks write where nobody gave a number. */
function numberAt(node: XmlNode | undefined, path: string): string | undefined {
  const text = textAt(node, path)
  return text === undefined || /^not\s?provided$/i.test(text) ? undefined : text
}

function batchIdOf(entry: XmlNode): string | undefined {
  return children(entry, 'NtryDtls')
    .flatMap((each) => [numberAt(each, 'Btch/PmtInfId'), numberAt(each, 'Btch/MsgId')])
    .find((number) => number !== undefined)
}

function asBatch(
  whole: StatementLine,
  details: readonly XmlNode[],
  batchId: string | undefined,
): StatementLine {
  const batchOf = details.map((detail) => numberAt(detail, 'Refs/EndToEndId') ?? '')
  return { ...whole, batchOf, ...(batchId === undefined ? {} : { batchId }) }
}

function withDetail(whole: StatementLine, detail: XmlNode | undefined): StatementLine {
  const hint = whole.hint ?? hintOf(detail)
  const endToEndId = numberAt(detail, 'Refs/EndToEndId')
  const remark = [
    whole.remark,
    ...children(child(detail, 'RmtInf'), 'Ustrd').map((each) => textOf(each).trim()),
    textAt(detail, 'AddtlTxInf') ?? '',
  ]
  const instructed = instructedOf(detail, whole.amount)
  return {
    ...whole,
    ...(hint === undefined ? {} : { hint }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(instructed === undefined ? {} : { instructed }),
    ...partyOf(detail, hint === undefined ? whole : { ...whole, hint }),
    remark: remark.filter((text) => text !== '').join(' '),
  }
}

/** What was ordered, where it differs from what the account was charged. */
function instructedOf(detail: XmlNode | undefined, booked: Money): Money | undefined {
  const amount = amountAt(detail, 'AmtDtls/InstdAmt/Amt')
  if (amount === undefined) return undefined
  return amount.currency === booked.currency && amount.minor === booked.minor ? undefined : amount
}

/**
 * The other side: whom we paid, or who paid us. Money that comes back keeps the roles of the payment at some
 * banks, so there the payee is looked for first. Version 08 sets a `Pty` between role and name.
 */
function partyOf(
  detail: XmlNode | undefined,
  { direction, hint }: StatementLine,
): { party?: string; account?: string } {
  const isOurPayment = direction === 'out' || hint !== undefined
  const roles = isOurPayment ? ['Cdtr', 'Dbtr'] : ['Dbtr']
  const role = roles.find((each) => child(detail, 'RltdPties', each) !== undefined) ?? roles[0]
  const party = textAt(detail, `RltdPties/${role}/Pty/Nm`, `RltdPties/${role}/Nm`)
  const account = textAt(detail, `RltdPties/${role}Acct/Id/IBAN`, `RltdPties/${role}Acct/Id/Othr/Id`)
  return {
    ...(party === undefined ? {} : { party }),
    ...(account === undefined ? {} : { account: plainAccount(account) }),
  }
}
