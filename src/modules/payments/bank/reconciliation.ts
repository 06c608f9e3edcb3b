import type { z } from 'zod'
import type { reconciliation } from '../../../contract/reconciliation.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith, staffRefOf } from '../../access/index.ts'
import { booksSideOf } from './books-side.ts'
import { gapsOf } from './gaps.ts'
import { formsOf } from '../templates/forms-shown.ts'
import { sentItems, type BankReader } from './sent-orders.ts'
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
import {
  ordersNamed,
  type BatchFileRow,
  type BatchRow,
  type OwnAccountRow,
  type StatementLineRow,
  type StatementRow,
} from './tables.ts'

type View = z.infer<typeof reconciliation.answer>
type Account = View['accounts'][number]

/** How many batches, lines and held statements are shown. */
const most = 200

/**
 * What an entity has at its banks: accounts, batches, and what of the statements nobody has explained yet.
 */
export async function reconciliationOf(
  tx: Transaction,
  reader: BankReader,
  { entityId, batchId }: z.output<typeof reconciliation.query>,
): Promise<View> {
  const { language } = reader.actor
  const accounts = await ownAccountsOf(tx, entityId)
  const [statements, sent, batches, lines, held] = await Promise.all([
    statementsOf(
      tx,
      accounts.map(({ id }) => id),
    ),
    sentOrders(tx, entityId),
    batchesOf(tx, { entityId, batchId }, most),
    openLines(tx, entityId, most),
    heldStatements(tx, entityId, most),
  ])
  const files = await filesOfBatches(
    tx,
    batches.map(({ id }) => id),
  )
  const unexplained = await Promise.all(accounts.map(({ id }) => unexplainedOf(tx, id)))
  const ofAccount = <Row>(rows: readonly Row[], idOf: (row: Row) => string | null) =>
    accounts.map(({ id }) => rows.filter((row) => idOf(row) === id))
  const statementsBy = ofAccount(statements, (row) => row.account_id)
  const sentBy = ofAccount(sent, (row) => row.batch_account_id)
  const books = await Promise.all(
    accounts.map((account, i) =>
      booksSideOf(tx, account, statementsBy[i] ?? [], minorOf((sentBy[i] ?? []).filter(isNotShown))),
    ),
  )
  const forms = await formsOf(tx, reader, accounts, batches)
  const candidates = new Set(lines.flatMap(ordersNamed))
  const shown = sent.filter((row) => isUnderWay(row) || candidates.has(row.id))
  return {
    accounts: accounts.map((account, i) => ({
      ...accountItem(account, {
        statements: statementsBy[i] ?? [],
        sent: sentBy[i] ?? [],
        open: unexplained[i] ?? { lines: 0, minor: 0n },
      }),
      ...forms.ofAccount(account),
      ...(books[i] === undefined ? {} : { books: books[i] }),
    })),
    sent: await sentItems(tx, reader, shown),
    can: permissionsOf(reader, entityId),
    batches: batches.map((row) => batchItem(row, forms.nameOf(row.form), files)),
    lines: lines.map((row) => lineItem(reader, row)),
    held: held.map((row) => heldItem(row, language)),
  }
}

function batchItem(row: BatchRow, formName: string, files: readonly BatchFileRow[]): View['batches'][number] {
  return {
    batchId: row.id,
    accountId: row.account_id,
    executeOn: row.execute_on,
    formName,
    orders: row.orders,
    total: toMoneyJson({ currency: row.currency, minor: row.minor }),
    madeAt: row.made_at,
    files: files
      .filter((file) => file.batch_id === row.id)
      .map(({ id, name, digest, orders }) => ({ fileId: id, name, digest, orders })),
  }
}

function isNotShown({ state, is_seen: isSeen }: SentRow): boolean {
  return state === 'paid' && !isSeen
}

function isUnderWay({ state }: SentRow): boolean {
  return state === 'sent' || state === 'unknown'
}

function minorOf(rows: readonly SentRow[]): bigint {
  return rows.reduce((sum, { minor }) => sum + minor, 0n)
}

function permissionsOf({ actor }: BankReader, entityId: string): View['can'] {
  const may = (operation: Parameters<typeof mayWith>[1]) => mayWith(actor, operation, { entityId }).can
  return {
    importStatement: may('bank.import_statement'),
    importResults: may('bank.import_results'),
    answer: may('bank.answer_line'),
    makeBatch: may('bank.make_batch'),
    stateAccount: may('bank.state_account'),
    verifyAccount: may('bank.verify_account'),
    changeForm: may('bank.change_form'),
  }
}

type OfAccount = {
  readonly statements: readonly StatementRow[]
  readonly sent: readonly SentRow[]
  readonly open: { readonly lines: number; readonly minor: bigint }
}

type WithoutForms = Omit<Account, 'formName' | 'isFormInForce' | 'formChange'>

function accountItem(account: OwnAccountRow, { statements, sent, open }: OfAccount): WithoutForms {
  const { currency } = account
  const last = statements.at(-1)
  const sumOf = (rows: readonly SentRow[]) => ({
    orders: rows.length,
    amount: toMoneyJson({ currency, minor: minorOf(rows) }),
  })
  return {
    accountId: account.id,
    state: account.state === 'verified' ? 'verified' : 'stated',
    version: account.version,
    holder: account.holder,
    bank: account.bank,
    tail: account.number.slice(-4),
    form: account.form,
    statements: statements.length,
    ...(last?.closing_minor == null || last.to_on === null
      ? {}
      : { closing: toMoneyJson({ currency, minor: last.closing_minor }), closingOn: last.to_on }),
    ...(last === undefined ? {} : { importedAt: last.imported_at }),
    gaps: gapsOf(statements).map(({ from, to, minor }) => ({
      from,
      to,
      difference: toMoneyJson({ currency, minor }),
    })),
    unexplained: { lines: open.lines, amount: toMoneyJson({ currency, minor: open.minor }) },
    notShown: sumOf(sent.filter(isNotShown)),
    underWay: sumOf(sent.filter(isUnderWay)),
  }
}

function lineItem(reader: BankReader, row: StatementLineRow): View['lines'][number] {
  const { language } = reader.actor
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
    ...(row.end_to_end_id === null ? {} : { endToEndId: row.end_to_end_id }),
    ...unmatchedItem(reader, row),
    candidates: ordersNamed(row),
  }
}

/** Who took back what a line was said to be, where somebody did. */
function unmatchedItem(
  { actor, organisation, today }: BankReader,
  { unmatched_by: by, unmatched_at: at, unmatch_reason: reason }: StatementLineRow,
): Pick<View['lines'][number], 'unmatched'> {
  if (by === null || at === null || reason === null) return {}
  const { language, personId } = actor
  const staff = staffRefOf({ organisation, language, today, personId }, by)
  return { unmatched: { by: staff, at, reason, isReader: by === personId } }
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
