import { plainAccount } from '../../../kernel/bank-account.ts'
import type { Money } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { XmlNode } from '../../../platform/xml-file.ts'
import { child, children, readBankXml, textAt } from './bank-xml.ts'
import { entryLines } from './camt053-entry.ts'
import { amountAt, dayAt } from './camt053-values.ts'
import {
  accountTail,
  sumRefusal,
  type ReadStatement,
  type Statement,
  type StatementLine,
} from './statement.ts'

/** A file of statements: each counts or is held on its own. */
export type CamtFile = { readonly version: string; readonly statements: readonly ReadStatement[] }

const versions = ['02', '04', '08']

/**
 * Reads bank statements in ISO 20022 camt.053, versions 02, 04 and 08. A statement counts only when it is of
 * one of `ownAccounts` and its opening balance and booked entries make its closing balance; else it is held
 * with its reason, and the other statements of the file go on.
 */
export function readCamt053(bytes: Uint8Array, ownAccounts: readonly string[]): CamtFile | Refusal {
  const read = readBankXml(bytes)
  if (isRefusal(read)) return read
  const version = read.spaces.map((space) => /:camt\.053\.001\.(\d\d)$/.exec(space)?.[1]).find(Boolean)
  if (read.root !== 'Document' || version === undefined) return refuse('bank.not_a_statement')
  if (!versions.includes(version))
    return refuse('bank.version_unknown', { version: `camt.053.001.${version}` })
  const found = children(child(read.node, 'BkToCstmrStmt'), 'Stmt')
  if (found.length === 0) return refuse('bank.no_statement')
  const own = new Set(ownAccounts.map(plainAccount))
  return { version, statements: found.map((node) => readStatement(node, own)) }
}

function readStatement(node: XmlNode, own: ReadonlySet<string>): ReadStatement {
  const number = textAt(node, 'Id') ?? ''
  const account = plainAccount(textAt(node, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id') ?? '')
  const held = (refusal: Refusal): ReadStatement => ({ held: refusal, number, account })
  if (!own.has(account)) return held(refuse('bank.foreign_account', { tail: accountTail(account) }))
  const bounds = balancesOf(node)
  if (isRefusal(bounds)) return held(bounds)
  const { opening, closing } = bounds
  const lines = linesOf(node, opening.amount.currency)
  if (isRefusal(lines)) return held(lines)
  const days = [opening.day, closing.day, ...lines.map(({ bookedOn }) => bookedOn)].toSorted()
  const statement: Statement = {
    form: 'camt',
    account,
    currency: opening.amount.currency,
    number,
    from: days[0] ?? opening.day,
    to: days.at(-1) ?? closing.day,
    opening: opening.amount,
    closing: closing.amount,
    lines,
    ...(isDuplicate(node) ? { isDuplicate: true } : {}),
  }
  const refusal = sumRefusal(statement)
  return refusal === undefined ? { statement } : held(refusal)
}

/** A duplicate was given before; a copy is the first that we see of what another party was given. */
function isDuplicate(node: XmlNode): boolean {
  return ['DUPL', 'CODU'].includes(textAt(node, 'CpyDplctInd') ?? '')
}

type Balance = { readonly amount: Money; readonly day: LocalDate }

/** Booked opening and closing; the previous day's closing serves as opening where banks give that instead. */
function balancesOf(node: XmlNode): { opening: Balance; closing: Balance } | Refusal {
  const found = new Map<string, XmlNode>()
  for (const balance of children(node, 'Bal')) {
    found.set(textAt(balance, 'Tp/CdOrPrtry/Cd') ?? '', balance)
  }
  const opening = found.get('OPBD') ?? found.get('PRCD')
  const closing = found.get('CLBD')
  if (opening === undefined || closing === undefined) return refuse('bank.balance_missing')
  const [first, last] = [balanceOf(opening), balanceOf(closing)]
  if (isRefusal(first)) return first
  if (isRefusal(last)) return last
  if (first.amount.currency !== last.amount.currency) {
    return refuse('bank.currencies_differ', { one: first.amount.currency, other: last.amount.currency })
  }
  return { opening: first, closing: last }
}

function balanceOf(node: XmlNode): Balance | Refusal {
  const amount = amountAt(node, 'Amt')
  const day = dayAt(node, 'Dt')
  if (amount === undefined || day === undefined) return refuse('bank.balance_missing')
  const minor = textAt(node, 'CdtDbtInd') === 'DBIT' ? -amount.minor : amount.minor
  return { amount: { currency: amount.currency, minor }, day }
}

function linesOf(node: XmlNode, currency: string): readonly StatementLine[] | Refusal {
  const lines: StatementLine[] = []
  for (const [i, entry] of children(node, 'Ntry').entries()) {
    const read = entryLines(entry, i + 1)
    if (isRefusal(read)) return read
    const other = read.find(({ amount }) => amount.currency !== currency)
    if (other) return refuse('bank.currencies_differ', { one: currency, other: other.amount.currency })
    lines.push(...read)
  }
  return lines
}
