import { plainAccount } from '../../../kernel/bank-account.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { AccountsMeant } from '../bank/account-meant.ts'
import { isTable, readResults } from '../bank/bank-file.ts'
import type { ResultFile, ResultForm, ResultHead } from '../bank/result-file.ts'
import { decideResults, type AwaitedOrder, type ResultEffects } from '../bank/results.ts'
import { contentOfEdition } from './form-of.ts'
import { findEditions } from './store.ts'

/** Payments whose results are read alike: by one template's words, or by those that all banks share. */
export type Reading = { readonly form?: ResultForm; readonly awaited: readonly AwaitedOrder[] }

/**
 * How the results of payments are read: each by the edition in which it left, whatever its account does now.
 * Where no template says it, the words of many banks count.
 */
export async function readingsOf(
  tx: Transaction,
  sent: readonly { readonly batch_form: string; readonly order: AwaitedOrder }[],
): Promise<readonly Reading[]> {
  const forms = [...new Set(sent.map((row) => row.batch_form))].sort()
  const editions = await findEditions(tx, forms)
  const results = new Map(editions.map((row) => [row.id, contentOfEdition(row).results]))
  const groups = Map.groupBy(sent, (row) => JSON.stringify(results.get(row.batch_form) ?? null))
  const readings = [...groups.values()].map((rows): Reading => {
    const form = results.get(rows[0]?.batch_form ?? '')
    return { ...(form === undefined ? {} : { form }), awaited: rows.map(({ order }) => order) }
  })
  return readings.length === 0 ? [{ awaited: [] }] : readings
}

/** What a file says, and the digest of its rows by which it is known again. */
export type Answers = ResultEffects & Pick<ResultFile, 'rowsDigest'>

/**
 * What a file says of payments that are read in several ways. Each row is read in the way of the payment
 * that it names, so that a word that means paid at one bank pays nothing at another.
 */
export async function answersIn(
  bytes: Uint8Array,
  meant: AccountsMeant,
  readings: readonly Reading[],
): Promise<Answers | Refusal> {
  const [first] = readings
  if (first === undefined) throw new Error('results are read in one way at least')
  if (readings.length === 1 || !isTable(bytes)) {
    const read = await readResults(bytes, meant, first.form)
    const awaited = readings.flatMap((reading) => reading.awaited)
    return isRefusal(read) ? read : joined([read], [answered(read, awaited)])
  }
  const tried = await Promise.all(
    readings.map(async (reading) => ({ reading, read: await readResults(bytes, meant, reading.form) })),
  )
  const known = tried.flatMap(({ reading, read }): Read[] =>
    isRefusal(read) ? [] : [{ reading, read, heads: new Map(read.heads.map((head) => [head.row, head])) }],
  )
  if (known.length === 0) return reasonOf(tried.flatMap(({ read }) => (isRefusal(read) ? [read] : [])))
  const files = known.map(({ read }) => read)
  return joined(
    files,
    known.map((each) => answered(ownRows(each, known), each.reading.awaited, othersOf(each, readings))),
  )
}

/** The payments that are read in other ways. */
function othersOf({ reading }: Pick<Read, 'reading'>, readings: readonly Reading[]): AwaitedOrder[] {
  return readings.flatMap((other) => (other === reading ? [] : other.awaited))
}

/** No way knows its heading; another reason, such as a damaged file, is the same for all of them. */
function reasonOf(refusals: readonly Refusal[]): Refusal {
  const [first] = refusals
  return refusals.find(({ code }) => code !== 'bank.heading_missing') ?? first ?? refuse('bank.no_rows')
}

type Read = {
  readonly reading: Reading
  readonly read: ResultFile
  readonly heads: ReadonlyMap<number, ResultHead>
}

/** The rows of a file that are for one way; a row that is for none is told once, and for several by none. */
function ownRows(own: Read, all: readonly Read[]): ResultFile {
  const owners = (row: number) => all.filter((each) => names(each, all, row))
  const isOwn = (row: number) => {
    const [owner = all.find(({ heads }) => heads.has(row)), ...more] = owners(row)
    return owner === own && more.length === 0
  }
  const unclear = own.read.heads.flatMap(({ row }) => {
    const found = owners(row)
    return found.length > 1 && found[0] === own ? [refuse('bank.result_of_several', { row })] : []
  })
  const numbered = own.read.rows.map((row) => {
    const endToEndId = numberOf(own, all, row.row)
    return endToEndId === undefined ? row : { ...row, endToEndId }
  })
  return {
    heads: own.read.heads,
    rows: numbered.filter(({ row }) => isOwn(row)),
    refused: [...own.read.refused.filter(({ params }) => isOwn(Number(params['row']))), ...unclear],
  }
}

/**
 * The number that a row has for one way: its own, or the one that another way reads in it. A row that names
 * a payment by number speaks of no other, though its account and amount may be alike.
 */
function numberOf({ heads, reading }: Read, all: readonly Read[], row: number): string | undefined {
  const own = heads.get(row)?.endToEndId
  if (own !== undefined) return own
  const read = all.flatMap((each) => each.heads.get(row)?.endToEndId ?? [])
  return read.find((number) => reading.awaited.some(({ endToEndId }) => endToEndId === number)) ?? read[0]
}

function names(each: Read, all: readonly Read[], row: number): boolean {
  const head = each.heads.get(row)
  if (head === undefined) return false
  const endToEndId = numberOf(each, all, row)
  const meant = endToEndId === undefined ? head : { ...head, endToEndId }
  return each.reading.awaited.some((order) => isNamed(meant, order))
}

function isNamed(head: ResultHead, { endToEndId, account, amount, state }: AwaitedOrder): boolean {
  if (head.endToEndId !== undefined) return head.endToEndId === endToEndId
  const isOpen = state === 'sent' || state === 'unknown'
  return isOpen && head.account === plainAccount(account) && head.amount?.minor === amount.minor
}

function answered(
  { rows, refused }: ResultFile,
  awaited: readonly AwaitedOrder[],
  others: readonly AwaitedOrder[] = [],
): ResultEffects {
  const decided = decideResults(rows, awaited, others)
  return { effects: decided.effects, refused: [...refused, ...decided.refused] }
}

function joined([file]: readonly ResultFile[], all: readonly ResultEffects[]): Answers {
  return {
    ...(file?.rowsDigest === undefined ? {} : { rowsDigest: file.rowsDigest }),
    effects: all.flatMap(({ effects }) => effects),
    refused: all.flatMap(({ refused }) => refused),
  }
}
