import { plainAccount } from '../../../kernel/bank-account.ts'
import type { SentOrder } from './matching.ts'
import type { StatementLine } from './statement.ts'

const feeWords =
  /手续费|工本费|账户管理费|服务费收取|电汇费|汇划费|邮电费|网银.{0,4}费|bank charge|\bfees?\b|commission/i
const returnWords = /退汇|退票|退回|冲正|冲账|被退|returned|reversal/i

const refundWords = /退款|退回|退还|返还|多付|多收|冲减|refund|overpa(id|yment)|pa(y|id) back/i

/** True for what the bank takes for itself. */
export function isFee({ hint, remark, direction }: StatementLine): boolean {
  return direction === 'out' && (hint === 'fee' || (hint === undefined && feeWords.test(remark)))
}

/** True for money that the bank says is on its way back. */
export function isReturn({ hint, remark }: StatementLine): boolean {
  return hint === 'return' || hint === 'reversal' || returnWords.test(remark)
}

/** True for money of which whoever sent it says that they give it back. */
export function isGivenBack(line: StatementLine): boolean {
  return isReturn(line) || refundWords.test(line.remark)
}

/**
 * The payment's amount: as booked, as ordered in the payment's own currency, or as booked without its
 * charges.
 */
export function amountFits({ amount, instructed, charges }: StatementLine, order: SentOrder): boolean {
  const isSame = (currency: string, minor: bigint) =>
    currency === order.amount.currency && minor === order.amount.minor
  if (isSame(amount.currency, amount.minor)) return true
  if (instructed !== undefined && isSame(instructed.currency, instructed.minor)) return true
  return charges?.currency === amount.currency && isSame(amount.currency, amount.minor - charges.minor)
}

/** False where the line names another account than the payment; digits that the bank hides fit any. */
export function accountFits({ account }: StatementLine, order: SentOrder): boolean {
  if (account === undefined) return true
  const [line, own] = [plainAccount(account), plainAccount(order.account)]
  if (!isHidden(line)) return line === own
  return line.length === own.length && [...line].every((sign, i) => /[*X]/.test(sign) || sign === own[i])
}

/**
 * True where the bank hides digits of the account and names its holder: the two together may stand for it.
 */
export function isMasked({ account, party }: StatementLine): boolean {
  return account !== undefined && party !== undefined && isHidden(plainAccount(account))
}

function isHidden(account: string): boolean {
  return /[*X]{2,}/.test(account)
}

/** False where the line names somebody else; a name that was cut off fits when the payee's begins with it. */
export function namesFit({ party }: StatementLine, order: SentOrder): boolean {
  if (party === undefined) return true
  const [line, own] = [plainName(party), plainName(order.payee)]
  return (
    line === own || (line.length >= 4 && own.startsWith(line)) || (own.length >= 4 && line.startsWith(own))
  )
}

/** A name as it is compared: without spaces and marks, in small letters. */
export function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s()·.,]/g, '')
    .toLowerCase()
}
