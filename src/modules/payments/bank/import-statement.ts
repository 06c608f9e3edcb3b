import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision, Refused } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { storeFile } from '../../../platform/files.ts'
import { mayWith } from '../../access/index.ts'
import { bankNumber } from '../orders/domain.ts'
import { lockOrders, type OrdersInHand } from '../orders/outcome.ts'
import { verifiedAccounts } from './account-meant.ts'
import { readStatementFile } from './bank-file.ts'
import type { BankDeps } from './deps.ts'
import { keyedLines, statementDigest, type KeyedLine } from './line-keys.ts'
import { matchLines, type SentOrder, type Verdict } from './matching.ts'
import { payeeAccounts } from './payees.ts'
import { datedRows, dayOfEntity, type DatedRow } from './sent-days.ts'
import { settleOrders } from './settle.ts'
import type { ReadStatement, Statement } from './statement.ts'
import { statementObjection } from './statement-objection.ts'
import {
  cameBackAmong,
  knownKeys,
  loadOwnAccounts,
  ownAccountsOf,
  sentOrders,
  statementsOf,
} from './store.ts'
import { statementLineTable, statementTable, type OwnAccountRow, type StatementRow } from './tables.ts'

/** A file of a bank; its digest stands for its bytes in the hash of the body. */
export type BankFileBody = {
  readonly entityId: string
  readonly digest: string
  readonly name: string
  /** The account that somebody says the file is of, by identifier or number, where the file does not. */
  readonly account?: string
}

/** What came of one statement of a file. */
export type StatementResult = {
  readonly statementId?: string
  readonly number: string
  readonly account: string
  readonly refusal?: Refusal
  readonly lines: number
  readonly known: number
  readonly matched: number
  readonly toAsk: number
}

/** What came of a file. */
export type StatementAnswer = { readonly statements: readonly StatementResult[] }

type Counted = {
  readonly account: OwnAccountRow
  readonly statement: Statement
  readonly digest: string
  readonly fresh: readonly KeyedLine[]
  readonly known: number
  readonly verdicts: readonly Verdict[]
}

type Judged = Counted | { readonly held: Refusal; readonly number: string; readonly account: string }

type State =
  | {
      readonly judged: readonly Judged[]
      readonly inHand: OrdersInHand
      readonly cameBack: (orderId: string) => boolean
    }
  | Refusal

/**
 * Takes a file of statements. Each statement counts once or is held with its reason; each line counts once,
 * however often a table shows it; what a line says of a payment moves the payment, and what is doubtful waits
 * for a person.
 */
export function importStatement(
  deps: BankDeps,
  files: ReadonlyMap<string, Buffer>,
): Command<BankFileBody, State, StatementAnswer> {
  return {
    operation: 'bank.import_statement',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      return loadState(deps, tx, call, files.get(call.body.digest) ?? Buffer.alloc(0))
    },
    decide: (state, call) => decideImport(deps, state, call),
    constraints: { statement_counts_once: knownAlready, line_counts_once: knownAlready },
  }
}

/** Somebody brought the same statement at this moment. */
function knownAlready({ body }: Call<BankFileBody>): Refused {
  return {
    refusal: refuse('bank.statement_known', { number: '' }),
    object: { type: 'bank_file', id: body.digest },
    entityId: body.entityId,
  }
}

async function loadState(
  deps: BankDeps,
  tx: Transaction,
  call: Call<BankFileBody>,
  bytes: Buffer,
): Promise<State> {
  const { entityId } = call.body
  const permission = mayWith(call.actor, 'bank.import_statement', { entityId })
  if (!permission.can) return permission.refusal
  const accounts = verifiedAccounts(await ownAccountsOf(tx, entityId), call.body.account)
  if (isRefusal(accounts)) return accounts
  const read = await readStatementFile(bytes, { accounts, isChosen: call.body.account !== undefined })
  if (isRefusal(read)) return read
  await storeFile(deps.files, tx, bytes, call.at, 'application/octet-stream')
  // From here on nothing that a bank says of these accounts is taken by anybody else.
  const named = new Set(read.map((each) => ('held' in each ? each.account : each.statement.account)))
  const ids = accounts.filter(({ number }) => named.has(number)).map(({ id }) => id)
  await loadOwnAccounts(tx, ids)
  const before = await statementsOf(tx, ids)
  const sent = await datedRows(deps, tx, await sentOrders(tx, entityId, call.at))
  const today = await dayOfEntity(deps, tx, { entityId, at: call.at })
  const payees = await payeeAccounts(tx, sent)
  const judged: Judged[] = []
  const noted = [...before]
  const shown: Shown = { paid: new Set(), returned: new Set() }
  for (const each of read) {
    const known = { accounts, before: noted, today }
    const one = judge(each, known)
    if ('held' in one) {
      judged.push(one)
      continue
    }
    const counted = await countedLines(tx, one, { sent, payees, shown })
    noted.push(rowLike(one))
    judged.push(counted)
  }
  const settled = judged.flatMap((each) => ('held' in each ? [] : each.verdicts.flatMap(ordersOf)))
  const inHand = await lockOrders(tx, [...new Set(settled)].sort())
  return { judged, inHand, cameBack: cameBackAmong(sent) }
}

function ordersOf(verdict: Verdict): readonly string[] {
  return verdict.kind === 'paid' || verdict.kind === 'returned' ? verdict.orders : []
}

type One = Pick<Counted, 'account' | 'statement' | 'digest'>

/** Which account it is of, and whether it can count beside the statements that do. */
function judge(
  read: ReadStatement,
  known: {
    readonly accounts: readonly OwnAccountRow[]
    readonly before: readonly StatementRow[]
    readonly today: string
  },
): One | Exclude<Judged, Counted> {
  if ('held' in read) return read
  const { statement } = read
  const held = (refusal: Refusal) => ({ held: refusal, number: statement.number, account: statement.account })
  const account = known.accounts.find(({ number }) => number === statement.account)
  if (!account) return held(refuse('bank.foreign_account', { tail: statement.account.slice(-4) }))
  const digest = statementDigest(statement)
  const before = known.before.filter((row) => row.account_id === account.id && row.state === 'counted')
  const refusal = statementObjection({ ...statement, digest }, account, before, known.today)
  return refusal ? held(refusal) : { account, statement, digest }
}

function rowLike({ account, statement, digest }: One): StatementRow {
  return {
    id: '',
    version: 1,
    entity_id: account.entity_id,
    account_id: account.id,
    form: statement.form,
    number: statement.number,
    digest,
    file_digest: '',
    from_on: statement.from,
    to_on: statement.to,
    currency: statement.currency,
    opening_minor: statement.opening.minor,
    closing_minor: statement.closing.minor,
    state: 'counted',
    held_code: null,
    held_params: null,
    imported_by: '',
    imported_at: '',
  }
}

type Matching = {
  readonly sent: readonly DatedRow[]
  readonly payees: Awaited<ReturnType<typeof payeeAccounts>>
  readonly shown: Shown
}

/** Payments that an earlier statement of the same file has shown going out or coming back. */
type Shown = { readonly paid: Set<string>; readonly returned: Set<string> }

/** The lines that were not counted before, each with what it is. */
async function countedLines(tx: Transaction, one: One, { sent, payees, shown }: Matching): Promise<Counted> {
  const lines = keyedLines(one.statement)
  const known = await knownKeys(
    tx,
    one.account.id,
    lines.map(({ key }) => key),
  )
  const fresh = lines.filter(({ key }) => !known.has(key))
  const orders = sent
    .filter((row) => row.batch_account_id === one.account.id)
    .map((row) => sentOrder(row, payees.get(row.account_id), shown))
  const verdicts = matchLines(
    fresh.map(({ line }) => line),
    orders,
  )
  for (const verdict of verdicts) {
    if (verdict.kind === 'paid' || verdict.kind === 'returned') {
      for (const id of verdict.orders) shown[verdict.kind].add(id)
    }
  }
  return { ...one, fresh, known: lines.length - fresh.length, verdicts }
}

function sentOrder(
  row: Matching['sent'][number],
  payee: { readonly holder: string; readonly number: string } | undefined,
  shown: Shown,
): SentOrder {
  const isOver = row.state === 'failed' || row.state === 'returned'
  return {
    id: row.id,
    endToEndId: row.end_to_end_id,
    number: row.number,
    batchId: bankNumber(row.batch_id),
    payee: payee?.holder ?? '',
    account: payee?.number ?? '',
    amount: { currency: row.currency, minor: row.minor },
    sentOn: row.sentOn,
    executeOn: row.execute_on,
    // What is recorded as failed or sent back is for a person, should a line show it all the same.
    isSeen: row.is_seen || shown.paid.has(row.id) || isOver,
    isOver: isOver || shown.returned.has(row.id),
    // What came back in part is for a person as well, should a line show more of it.
    isBack: row.has_come_back || row.is_refunded || shown.returned.has(row.id),
    isCustomer: row.payee_kind === 'customer',
  }
}

function decideImport(deps: BankDeps, state: State, call: Call<BankFileBody>): Decision<StatementAnswer> {
  const { entityId, digest } = call.body
  const object = { type: 'bank_file', id: digest }
  if (isRefusal(state)) return { refusal: state, object, entityId }
  const changes: RowChange[] = []
  const statements: StatementResult[] = []
  for (const each of state.judged) {
    const result = 'held' in each ? heldRows(deps, call, each) : countedRows(deps, call, each)
    changes.push(...result.changes)
    statements.push(result.result)
  }
  const verdicts = state.judged.flatMap((each) => ('held' in each ? [] : datedVerdicts(each)))
  const settled = settleOrders({ ...state, at: call.at }, verdicts)
  if (isRefusal(settled)) return { refusal: settled, object, entityId }
  const sum = (field: 'lines' | 'matched' | 'toAsk') => statements.reduce((all, each) => all + each[field], 0)
  return {
    answer: { statements },
    object,
    entityId,
    changes: [...changes, ...settled],
    reason: because('bank.statement_arrived', { lines: sum('lines'), matched: sum('matched') }),
    note: {
      digest,
      statements: statements.length,
      held: statements.filter(({ refusal }) => refusal !== undefined).length,
      lines: sum('lines'),
      matched: sum('matched'),
      toAsk: sum('toAsk'),
    },
  }
}

function datedVerdicts({ fresh, verdicts }: Counted) {
  return verdicts.flatMap((verdict, i) => {
    const bookedOn = fresh[i]?.line.bookedOn
    if (bookedOn === undefined || (verdict.kind !== 'paid' && verdict.kind !== 'returned')) return []
    return [{ kind: verdict.kind, orders: verdict.orders, bookedOn }]
  })
}

type Rows = { readonly changes: readonly RowChange[]; readonly result: StatementResult }

function heldRows(
  deps: BankDeps,
  { body, actor, at }: Call<BankFileBody>,
  { held, number, account }: Exclude<Judged, Counted>,
): Rows {
  const result = {
    number,
    account: account.slice(-4),
    refusal: held,
    lines: 0,
    known: 0,
    matched: 0,
    toAsk: 0,
  }
  // It counts already, so nothing waits for anybody.
  if (held.code === 'bank.statement_known') return { changes: [], result }
  const id = deps.newId('statement')
  const change = insertRow(statementTable, {
    id,
    entity_id: body.entityId,
    account_id: null,
    form: 'file',
    number,
    digest: body.digest,
    file_digest: body.digest,
    from_on: null,
    to_on: null,
    currency: null,
    opening_minor: null,
    closing_minor: null,
    state: 'held',
    held_code: held.code,
    held_params: JSON.stringify(held.params),
    imported_by: actor.personId,
    imported_at: at,
  })
  return { changes: [change], result: { ...result, statementId: id } }
}

function countedRows(deps: BankDeps, call: Call<BankFileBody>, counted: Counted): Rows {
  const { account, statement, digest, fresh, known, verdicts } = counted
  const { actor, at, body } = call
  const id = deps.newId('statement')
  const head = insertRow(statementTable, {
    ...rowLike(counted),
    id,
    digest,
    file_digest: body.digest,
    imported_by: actor.personId,
    imported_at: at,
  })
  const lines = fresh.map(({ key, line }, i) => {
    const verdict: Verdict = verdicts[i] ?? { kind: 'pending' }
    return insertRow(statementLineTable, {
      id: deps.newId('statementLine'),
      entity_id: account.entity_id,
      statement_id: id,
      account_id: account.id,
      key,
      row_number: line.row,
      direction: line.direction,
      currency: line.amount.currency,
      minor: line.amount.minor,
      booked_on: line.bookedOn,
      status: line.status,
      end_to_end_id: line.endToEndId?.slice(0, 35) ?? null,
      tail: line.account?.slice(-4) ?? null,
      verdict: verdict.kind,
      why: verdict.kind === 'ask' ? verdict.why : null,
      matched_by: 'by' in verdict ? verdict.by : null,
      order_ids: JSON.stringify(
        'orders' in verdict ? verdict.orders : verdict.kind === 'ask' ? verdict.candidates : [],
      ),
      answered_by: null,
      answered_at: null,
      reason: null,
      unmatched_by: null,
      unmatched_at: null,
      unmatch_reason: null,
    })
  })
  const count = (...kinds: readonly string[]) => verdicts.filter(({ kind }) => kinds.includes(kind)).length
  const result: StatementResult = {
    statementId: id,
    number: statement.number,
    account: account.number.slice(-4),
    lines: fresh.length,
    known,
    matched: count('paid', 'returned'),
    toAsk: count('ask', 'never_made'),
  }
  return { changes: [head, ...lines], result }
}
