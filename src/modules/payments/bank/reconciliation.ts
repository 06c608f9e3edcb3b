import type { z } from 'zod'
import type { reconciliation } from '../../../contract/bank.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayWhy } from '../../../texts/bank.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import {
  batchesOf,
  filesOfBatches,
  heldStatements,
  openLines,
  ownAccountsOf,
  sentOrders,
  statementsOf,
  unexplainedOf,
  type SentRow,
} from './store.ts'
import type { OwnAccountRow, StatementLineRow, StatementRow } from './tables.ts'

type View = z.infer<typeof reconciliation.answer>
type Account = View['accounts'][number]

/** How many batches, lines and held statements are shown. */
const most = 200

/**
 * What an entity has at its banks: accounts, batches, and what of the statements nobody has explained yet.
 */
export async function reconciliationOf(tx: Transaction, entityId: string, language: Language): Promise<View> {
  const accounts = await ownAccountsOf(tx, entityId)
  const [statements, sent, batches, lines, held] = await Promise.all([
    statementsOf(
      tx,
      accounts.map(({ id }) => id),
    ),
    sentOrders(tx, entityId),
    batchesOf(tx, entityId, most),
    openLines(tx, entityId, most),
    heldStatements(tx, entityId, most),
  ])
  const files = await filesOfBatches(
    tx,
    batches.map(({ id }) => id),
  )
  const unexplained = await Promise.all(accounts.map(({ id }) => unexplainedOf(tx, id)))
  return {
    accounts: accounts.map((account, i) =>
      accountItem(account, {
        statements: statements.filter((row) => row.account_id === account.id),
        sent: sent.filter((row) => row.batch_account_id === account.id),
        open: unexplained[i] ?? { lines: 0, minor: 0n },
      }),
    ),
    batches: batches.map((row) => ({
      batchId: row.id,
      accountId: row.account_id,
      executeOn: row.execute_on,
      orders: row.orders,
      total: toMoneyJson({ currency: row.currency, minor: row.minor }),
      madeAt: row.made_at,
      files: files
        .filter((file) => file.batch_id === row.id)
        .map(({ id, name, digest, orders }) => ({ fileId: id, name, digest, orders })),
    })),
    lines: lines.map((row) => lineItem(row, language)),
    held: held.map((row) => heldItem(row, language)),
  }
}

type OfAccount = {
  readonly statements: readonly StatementRow[]
  readonly sent: readonly SentRow[]
  readonly open: { readonly lines: number; readonly minor: bigint }
}

function accountItem(account: OwnAccountRow, { statements, sent, open }: OfAccount): Account {
  const { currency } = account
  const last = statements.at(-1)
  const sumOf = (rows: readonly SentRow[]) => ({
    orders: rows.length,
    amount: toMoneyJson({ currency, minor: rows.reduce((sum, row) => sum + row.minor, 0n) }),
  })
  return {
    accountId: account.id,
    state: account.state === 'verified' ? 'verified' : 'stated',
    version: account.version,
    holder: account.holder,
    bank: account.bank,
    tail: account.number.slice(-4),
    // The contract's list of forms is what a call may state.
    form: account.form as Account['form'],
    statements: statements.length,
    ...(last?.closing_minor == null || last.to_on === null
      ? {}
      : { closing: toMoneyJson({ currency, minor: last.closing_minor }), closingOn: last.to_on }),
    gaps: gapsOf(statements, currency),
    unexplained: { lines: open.lines, amount: toMoneyJson({ currency, minor: open.minor }) },
    notShown: sumOf(sent.filter((row) => row.state === 'paid' && !row.is_seen)),
    underWay: sumOf(sent.filter((row) => row.state === 'sent' || row.state === 'unknown')),
  }
}

/**
 * Where a statement begins with a balance at which none other ends: something is missing before it. The first
 * one begins anywhere; tables that overlap begin inside one another and are no gap.
 */
function gapsOf(statements: readonly StatementRow[], currency: string): Account['gaps'] {
  return statements.flatMap((next, i) => {
    const before = statements[i - 1]
    if (before?.closing_minor == null || next.opening_minor === null) return []
    const [from, to] = [before.to_on ?? '', next.from_on ?? '']
    const isInside = next.form === 'table' && to <= from
    const follows = statements.some((other) => other !== next && other.closing_minor === next.opening_minor)
    if (isInside || follows) return []
    const difference = next.opening_minor - before.closing_minor
    return [{ from, to, difference: toMoneyJson({ currency, minor: difference }) }]
  })
}

function lineItem(row: StatementLineRow, language: Language): View['lines'][number] {
  return {
    lineId: row.id,
    version: row.version,
    accountId: row.account_id,
    row: row.row_number,
    bookedOn: row.booked_on,
    direction: row.direction === 'in' ? 'in' : 'out',
    amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
    ...(row.tail === null ? {} : { tail: row.tail }),
    verdict: row.verdict === 'ask' ? 'ask' : 'never_made',
    ...(row.why === null ? {} : { why: row.why, whyWord: sayWhy(row.why, language) }),
    // The database holds that it is a JSON list; we wrote identifiers into it.
    candidates: JSON.parse(row.order_ids) as string[],
  }
}

function heldItem(row: StatementRow, language: Language): View['held'][number] {
  const code = row.held_code ?? ''
  const params = JSON.parse(row.held_params ?? '{}') as Readonly<Record<string, string | number>>
  const { says, wayOut } = sayRefusal({ code, params }, language)
  return {
    statementId: row.id,
    number: row.number,
    importedAt: row.imported_at,
    code,
    reason: says,
    repair: wayOut,
  }
}
