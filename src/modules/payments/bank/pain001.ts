import { isIban, plainAccount } from '../../../kernel/bank-account.ts'
import { money, toDecimal, type Money } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { inLatin, xmlEscaped } from './pain-text.ts'
import { sayMoney } from './statement.ts'
import {
  sorted,
  transferObjection,
  type AccountOf,
  type BankOf,
  type LeftOut,
  type Payer,
  type Transfer,
} from './transfer.ts'

/** What a pain.001 file is made of. */
export type PainDraft = {
  /** The number of the batch, at most 35 letters; the file and its one payment information carry it. */
  readonly batchId: string
  readonly createdAt: Instant
  readonly executeOn: LocalDate
  readonly payer: Payer
  readonly transfers: readonly Transfer[]
  /** `latin` where the bank takes the letters of SEPA only: Chinese is then written in pinyin. */
  readonly letters: 'all' | 'latin'
}

/** A file with what it holds, as its own control fields say. */
export type PainFile = {
  readonly xml: string
  readonly count: number
  readonly total: Money
  readonly taken: readonly Transfer[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Writes a credit transfer initiation, ISO 20022 pain.001.001.09. What cannot be written stands beside the
 * file with its reason. Count and control sum are taken from the transfers and read back from the text.
 */
export function writePain001(draft: PainDraft): PainFile | Refusal {
  const { payer, batchId } = draft
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,34}$/.test(batchId))
    return refuse('bank.number_invalid', { number: batchId })
  const name = nameIn(draft, payer)
  if (name === '' || [...name].length > nameMax(draft))
    return refuse('bank.name_too_long', { number: batchId })
  const { taken, leftOut } = sorted(
    draft.transfers,
    (transfer) => transferObjection(transfer, payer) ?? nameObjection(draft, transfer),
  )
  if (taken.length === 0) return refuse('bank.nothing_to_pay')
  const total = money(
    payer.currency,
    taken.reduce((sum, { amount }) => sum + amount.minor, 0n),
  )
  const xml = documentOf({ ...draft, transfers: taken }, total)
  checkWritten(xml, taken.length, total)
  return { xml, count: taken.length, total, taken, leftOut }
}

/** SEPA takes 70 letters of a name, the schema 140. */
function nameMax({ letters }: PainDraft): number {
  return letters === 'latin' ? 70 : 140
}

function nameObjection(draft: PainDraft, { endToEndId, payee }: Transfer): Refusal | undefined {
  const name = nameIn(draft, payee)
  // A name that is cut short is another name: the bank would send the payment back.
  if (name !== '' && [...name].length <= nameMax(draft)) return undefined
  return refuse('bank.name_too_long', { number: endToEndId })
}

function nameIn({ letters }: PainDraft, { holder, latinHolder }: AccountOf): string {
  return letters === 'latin' ? inLatin(latinHolder ?? holder) : holder.trim()
}

/** What was written must say what was ordered; anything else is a fault of ours and leaves no file. */
function checkWritten(xml: string, count: number, total: Money): void {
  const amounts = [...xml.matchAll(/<InstdAmt Ccy="[A-Z]{3}">([\d.]+)<\/InstdAmt>/g)].map(
    ([, text = '']) => text,
  )
  const digits = amounts.map((text) => BigInt(text.replace('.', '')))
  const sum = digits.reduce((all, each) => all + each, 0n)
  if (amounts.length !== count || sum !== total.minor) {
    throw new Error(`wrote ${amounts.length} payments of ${sayMoney(money(total.currency, sum))}`)
  }
}

function documentOf(draft: PainDraft, total: Money): string {
  const { batchId, createdAt, payer, transfers } = draft
  const sums = element('NbOfTxs', String(transfers.length)) + element('CtrlSum', toDecimal(total))
  const header =
    element('MsgId', batchId) +
    element('CreDtTm', createdAt) +
    sums +
    wrap('InitgPty', element('Nm', nameIn(draft, payer)))
  const information =
    element('PmtInfId', batchId) +
    element('PmtMtd', 'TRF') +
    // One line for each payment in the statement, so that each can be told from the others.
    element('BtchBookg', 'false') +
    sums +
    wrap('ReqdExctnDt', element('Dt', draft.executeOn)) +
    wrap('Dbtr', element('Nm', nameIn(draft, payer))) +
    wrap('DbtrAcct', accountId(payer) + element('Ccy', payer.currency)) +
    wrap('DbtrAgt', bankId(draft, payer.bank)) +
    transfers.map((transfer) => transferOf(draft, transfer)).join('')
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">' +
    wrap('CstmrCdtTrfInitn', wrap('GrpHdr', header) + wrap('PmtInf', information)) +
    '</Document>\n'
  )
}

function transferOf(draft: PainDraft, { endToEndId, payee, amount, remark }: Transfer): string {
  const text = draft.letters === 'latin' ? inLatin(remark) : remark.trim()
  // Only the remark may be cut: the number that matches the payment has its own field.
  const cut = [...text].slice(0, 140).join('')
  return wrap(
    'CdtTrfTxInf',
    wrap('PmtId', element('InstrId', endToEndId) + element('EndToEndId', endToEndId)) +
      wrap('Amt', `<InstdAmt Ccy="${amount.currency}">${toDecimal(amount)}</InstdAmt>`) +
      (hasBank(payee.bank) ? wrap('CdtrAgt', bankId(draft, payee.bank)) : '') +
      wrap('Cdtr', element('Nm', nameIn(draft, payee))) +
      wrap('CdtrAcct', accountId(payee)) +
      (cut === '' ? '' : wrap('RmtInf', element('Ustrd', cut))),
  )
}

function accountId({ number }: AccountOf): string {
  const plain = plainAccount(number)
  return wrap('Id', isIban(plain) ? element('IBAN', plain) : wrap('Othr', element('Id', plain)))
}

function hasBank({ cnaps, bic, name }: BankOf): boolean {
  return cnaps !== undefined || bic !== undefined || name !== undefined
}

/** In China a bank is named by its clearing number (CNAPS), elsewhere by BIC; a name alone is the way out. */
function bankId({ letters }: PainDraft, { cnaps, bic, name }: BankOf): string {
  const member =
    cnaps === undefined
      ? ''
      : wrap('ClrSysMmbId', wrap('ClrSysId', element('Cd', 'CNAPS')) + element('MmbId', cnaps))
  const named = name === undefined ? '' : element('Nm', letters === 'latin' ? inLatin(name) : name)
  const other = wrap('Othr', element('Id', 'NOTPROVIDED'))
  const known = (bic === undefined ? '' : element('BICFI', bic)) + member + named
  return wrap('FinInstnId', known === '' ? other : known)
}

function element(name: string, text: string): string {
  return `<${name}>${xmlEscaped(text)}</${name}>`
}

function wrap(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`
}
