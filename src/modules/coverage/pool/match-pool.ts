import type { Assessment } from '../assess.ts'
import type { Journal, Reason, WatchedLine } from '../domain.ts'
import { coreOf } from '../match/names.ts'
import { dayNumber } from '../match/score.ts'
import { payeeOf } from '../signs/vendors.ts'
import type { SignWords } from '../signs/words.ts'
import { benefitContent } from './content.ts'
import type { Pool, PoolInvoice, PoolShares, PoolState, Share } from './domain.ts'

/** A list of e-invoices with what it is compared with. */
export type PoolCompared = {
  readonly pool: Pool
  readonly journal: Journal
  readonly assessment: Assessment
  readonly words: SignWords
  /** Keys of invoices that a claim uses. */
  readonly claimed: ReadonlySet<string>
}

/** An invoice that a person should look at; `at` is the line of the work list that shows it, if any. */
export type ListedInvoice = {
  readonly invoice: PoolInvoice
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** What became of a list: its parts, tied, and what stands on the work list. */
export type PoolResult = {
  readonly shares: PoolShares
  /** Invoices of lines that stand on the work list for themselves, by place among the watched lines. */
  readonly ofLines: ReadonlyMap<number, PoolInvoice>
  /** Invoices that stand on it by themselves, the strongest signs first. */
  readonly listed: readonly ListedInvoice[]
}

/** So many stand on the work list by themselves; what is beyond is open, counted and summed. */
const listMax = 2_000
/** An invoice is booked within so many days, before it (paid ahead) and after. */
const bookedWithin = { before: 31, after: 100 } as const

/** Compares a list of e-invoices with claims and with the lines of the journal; pure. */
export function matchPool(compared: PoolCompared): PoolResult {
  const { pool, journal, assessment, claimed } = compared
  const lineOf = lineFinder(journal)
  const isListed = new Set(assessment.listed.map(({ at }) => at))
  const backs = takenBack(pool.invoices)
  const ofLines = new Map<number, PoolInvoice>()
  const found: ListedInvoice[] = []
  const states = new Map<PoolInvoice, PoolState>()
  for (const invoice of pool.invoices) {
    const content = benefitContent(invoice, compared.words)
    if (content === undefined || invoice.isVoid || backs.has(invoice) || invoice.total <= 0n) {
      states.set(invoice, 'other')
      continue
    }
    const at = lineOf(invoice)
    if (claimed.has(invoice.key) || (at !== undefined && assessment.states[at] === 'matched')) {
      states.set(invoice, 'covered')
    } else if (at !== undefined && isListed.has(at)) {
      ofLines.set(at, invoice)
      states.set(invoice, 'listed')
    } else {
      found.push({ invoice, ...signsOf(content, at === undefined ? undefined : journal.watched[at]) })
    }
  }
  found.sort((a, b) => b.score - a.score || a.invoice.line - b.invoice.line)
  found.forEach(({ invoice }, i) => states.set(invoice, i < listMax ? 'listed' : 'unlisted'))
  return { shares: sharesOf(pool.invoices, states), ofLines, listed: found.slice(0, listMax) }
}

function signsOf(content: Reason, line: WatchedLine | undefined): Pick<ListedInvoice, 'score' | 'reasons'> {
  const where: Reason =
    line === undefined
      ? { code: 'pool.no_line', points: 20 }
      : {
          code: 'pool.line',
          points: line.kind === 'entertainment' || line.kind === 'gift' ? 12 : 24,
          params: { account: `${line.code} ${line.name}`.trim(), line: line.line },
        }
  const reasons = [content, where].sort((a, b) => b.points - a.points)
  return { score: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}

/**
 * The line that shows an invoice: its amount with tax or without, or that of its whole voucher, near its day,
 * and the seller or the number of the invoice. Where a line names nobody, an amount that is not round is
 * enough. Each line shows one invoice.
 */
function lineFinder(journal: Journal): (invoice: PoolInvoice) => number | undefined {
  const byAmount = amountsIn(journal)
  const used = new Set<number>()
  return (invoice) => {
    const amounts = invoice.net === undefined ? [invoice.total] : [invoice.total, invoice.net]
    const near = [...new Set(amounts.flatMap((amount) => byAmount.get(amount) ?? []))].filter(
      (at) => !used.has(at) && isNear(journal.watched[at], invoice),
    )
    const found =
      near.find((at) => isNamed(journal, at, invoice)) ??
      (invoice.total % 10_000n === 0n ? undefined : near.find((at) => namesNobody(journal, at)))
    if (found !== undefined) used.add(found)
    return found
  }
}

/** Lines by what was paid: the line itself, the line with its input tax. */
function amountsIn({ watched, vouchers }: Journal): ReadonlyMap<bigint, readonly number[]> {
  const byAmount = new Map<bigint, number[]>()
  const put = (amount: bigint, at: number) => {
    const list = byAmount.get(amount)
    if (list) list.push(at)
    else byAmount.set(amount, [at])
  }
  for (const [at, line] of watched.entries()) {
    const voucher = vouchers[line.at]
    if (line.minor <= 0n || voucher?.isClosing === true) continue
    put(line.minor, at)
    if (voucher && voucher.tax > 0n) put(line.minor + voucher.tax, at)
  }
  return byAmount
}

function isNear(line: WatchedLine | undefined, { day }: PoolInvoice): boolean {
  if (!line) return false
  const days = dayNumber(line.day) - dayNumber(day)
  return days >= -bookedWithin.before && days <= bookedWithin.after
}

function isNamed(journal: Journal, at: number, { seller, number }: PoolInvoice): boolean {
  const line = journal.watched[at]
  if (!line) return false
  const payee = payeeOf(line, journal)
  if (line.text.includes(number)) return true
  const core = coreOf(seller)
  return (payee !== '' && coreOf(payee) === core) || line.text.toLowerCase().includes(core)
}

function namesNobody(journal: Journal, at: number): boolean {
  const line = journal.watched[at]
  return line !== undefined && payeeOf(line, journal) === ''
}

/** A red-letter invoice and the one that it takes back: the same seller and the opposite amount. */
function takenBack(invoices: readonly PoolInvoice[]): ReadonlySet<PoolInvoice> {
  const open = new Map<string, PoolInvoice[]>()
  for (const invoice of invoices) {
    if (invoice.total <= 0n) continue
    const key = `${invoice.seller} ${invoice.total}`
    const list = open.get(key)
    if (list) list.push(invoice)
    else open.set(key, [invoice])
  }
  const backs = new Set<PoolInvoice>()
  for (const red of invoices) {
    if (red.total >= 0n) continue
    const list = open.get(`${red.seller} ${-red.total}`) ?? []
    const at = list.findIndex(({ day }) => day <= red.day)
    const [back] = at === -1 ? [] : list.splice(at, 1)
    if (back) backs.add(back).add(red)
  }
  return backs
}

function sharesOf(invoices: readonly PoolInvoice[], states: ReadonlyMap<PoolInvoice, PoolState>): PoolShares {
  const share = (state?: PoolState): Share => {
    const mine = invoices.filter((invoice) => state === undefined || states.get(invoice) === state)
    return { count: mine.length, minor: mine.reduce((sum, { total }) => sum + total, 0n) }
  }
  return {
    total: share(),
    other: share('other'),
    covered: share('covered'),
    listed: share('listed'),
    unlisted: share('unlisted'),
  }
}
