import { addDays, type LocalDate } from '../src/kernel/time.ts'
import type { SentOrder } from '../src/modules/payments/bank/matching.ts'
import type { StatementLine } from '../src/modules/payments/bank/statement.ts'
import { seeded, type Random } from './match-random.ts'

/** What a line of the sample really is. Where `orders` is there, those payments and no others. */
export type Truth = {
  readonly kind: 'paid' | 'returned' | 'fee' | 'incoming' | 'pending' | 'never_made'
  readonly orders: readonly string[]
  /** What was done to the line. */
  readonly damage: string
}

/** Statement lines with their labels, and the payments that they may be. */
export type ReconcileSample = {
  readonly orders: readonly SentOrder[]
  readonly lines: readonly { readonly line: StatementLine; readonly truth: Truth }[]
}

type Payee = { readonly name: string; readonly account: string }
type Labelled = { readonly line: StatementLine; readonly truth: Truth }

/**
 * Draws a sample of `count` lines: what two months of a busy account look like, with the damage that banks do
 * to numbers and remarks, and with lines that are no payment of ours but look like one.
 */
export function reconcileSample(seed: number, count: number): ReconcileSample {
  const random = seeded(seed)
  const payees = Array.from({ length: 600 }, (_, i) => payee(random, i))
  const orders: SentOrder[] = []
  const lines: Labelled[] = []
  const shelf: Shelf = { random, payees, orders, next: 0 }
  while (lines.length < count) lines.push(...drawn(shelf))
  return { orders, lines: shuffled(random, lines.slice(0, count)) }
}

type Shelf = {
  readonly random: Random
  readonly payees: readonly Payee[]
  readonly orders: SentOrder[]
  next: number
}

const places = ['华东', '滨江', '新城', '长宁', '金牛', '福田', '天河', '江岸']
const trades = ['医疗器械', '商贸', '电子', '机电设备', '会展服务', '酒店管理', '科技']

function payee(random: Random, i: number): Payee {
  const name = `${random.pick(places)}${random.pick(trades)}${String.fromCharCode(0x4e00 + i)}有限公司`
  return { name, account: `62${(10n ** 14n + BigInt(i) * 7_919n).toString()}` }
}

const firstDay: LocalDate = '2026-09-01'

function order(shelf: Shelf, like: Partial<SentOrder> = {}): SentOrder {
  const { random, payees } = shelf
  const to = random.pick(payees)
  const n = shelf.next++
  // Numbers as the product makes them: equal beginnings, since those carry the moment.
  const moment = (BigInt(n) * 37n + 1_000_000n).toString(32).toUpperCase().padStart(8, '0')
  const made: SentOrder = {
    id: `po_${n}`,
    endToEndId: `AB01K9${moment}${chance(random)}`,
    number: `PAY-2026-${String(n + 1).padStart(4, '0')}`,
    payee: to.name,
    account: to.account,
    // Round sums come often: they are what two payments have in common.
    amount: {
      currency: 'CNY',
      minor: random.chance(0.2) ? BigInt(1 + random.below(20)) * 100_000n : odd(random),
    },
    sentOn: addDays(firstDay, random.below(60)),
    isSeen: false,
    ...like,
  }
  shelf.orders.push(made)
  return made
}

function odd(random: Random): bigint {
  return BigInt(10_000 + random.below(50_000_000))
}

function chance(random: Random): string {
  return Array.from({ length: 12 }, () => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(random.below(32))).join(
    '',
  )
}

/** The line that a bank without faults would write for a payment. */
function plainLine({ random }: Shelf, made: SentOrder, remark = ''): StatementLine {
  return {
    row: 1,
    direction: 'out',
    amount: made.amount,
    bookedOn: addDays(made.sentOn, random.chance(0.8) ? 0 : random.below(4)),
    status: 'booked',
    party: made.payee,
    account: made.account,
    remark,
  }
}

function paid(line: StatementLine, orders: readonly SentOrder[], damage: string): Labelled {
  return { line, truth: { kind: 'paid', orders: orders.map(({ id }) => id), damage } }
}

type Draw = (shelf: Shelf) => readonly Labelled[]

/** How often what comes, in a thousand. */
const draws: readonly (readonly [number, Draw])[] = [
  [470, (s) => withOrder(s, 'number', (o) => ({ ...plainLine(s, o, '货款'), endToEndId: o.endToEndId }))],
  [170, (s) => withOrder(s, 'remark', (o) => plainLine(s, o, remarkOf(s, o)))],
  [70, (s) => withOrder(s, 'cut remark', (o) => plainLine(s, o, `返利 ${cut(s, o.endToEndId)}`))],
  [40, (s) => withOrder(s, 'cut name', (o) => ({ ...plainLine(s, o), party: o.payee.slice(0, 8) }))],
  [60, (s) => withOrder(s, 'no number', (o) => plainLine(s, o, '转账'))],
  [10, (s) => withOrder(s, 'hidden digits', (o) => ({ ...plainLine(s, o), account: hidden(o.account) }))],
  [15, abroad],
  [10, (s) => withOrder(s, 'charges inside', (o) => charged(s, o))],
  [20, batchTotal],
  [6, dayTotal],
  [6, inParts],
  [14, twins],
  [30, fee],
  [25, cameBack],
  [20, neverMade],
  [20, incoming],
  [8, (s) => [{ line: { ...strangers(s), status: 'pending' }, truth: label('pending', 'announced') }]],
  [6, paidByHand],
  [25, neverArrived],
  [10, orderedAgain],
]

const weights = draws.reduce((sum, [weight]) => sum + weight, 0)

function drawn(shelf: Shelf): readonly Labelled[] {
  let at = shelf.random.below(weights)
  for (const [weight, draw] of draws) {
    if (at < weight) return draw(shelf)
    at -= weight
  }
  return []
}

function label(kind: Truth['kind'], damage: string, orders: readonly SentOrder[] = []): Truth {
  return { kind, orders: orders.map(({ id }) => id), damage }
}

function withOrder(
  shelf: Shelf,
  damage: string,
  line: (made: SentOrder) => StatementLine,
): readonly Labelled[] {
  const made = order(shelf)
  return [paid(line(made), [made], damage)]
}

function remarkOf({ random }: Shelf, { endToEndId, number }: SentOrder): string {
  const broken = `${endToEndId.slice(0, 12)} ${endToEndId.slice(12)}`
  return random.pick([
    `货款${endToEndId}`,
    `用途:返利 ${number}`,
    `${number}/三季度返利`,
    `AC ${endToEndId.toLowerCase()}`,
    `附言 ${broken}`,
    `返利（${number.replaceAll('-', ' ')}）`,
  ])
}

/** A bank's field is shorter than the number. */
function cut({ random }: Shelf, number: string): string {
  return number.slice(0, 10 + random.below(number.length - 11))
}

function hidden(account: string): string {
  return `${account.slice(0, 6)}******${account.slice(-4)}`
}

/** Charged in our currency, ordered in another. */
function abroad(shelf: Shelf): readonly Labelled[] {
  const amount = { currency: 'EUR', minor: odd(shelf.random) }
  const made = order(shelf, { amount })
  const minor = (amount.minor * BigInt(77_000 + shelf.random.below(2_000))) / 10_000n
  const line = { ...plainLine(shelf, made), endToEndId: made.endToEndId, instructed: amount }
  return [paid({ ...line, amount: { currency: 'CNY', minor } }, [made], 'other currency')]
}

function charged(shelf: Shelf, made: SentOrder): StatementLine {
  const charges = { currency: 'CNY', minor: BigInt(500 + shelf.random.below(4_500)) }
  const amount = { currency: 'CNY', minor: made.amount.minor + charges.minor }
  return { ...plainLine(shelf, made), amount, charges, endToEndId: made.endToEndId }
}

/** One line for a whole batch: with the numbers, or with the number of the batch only. */
function batchTotal(shelf: Shelf): readonly Labelled[] {
  const batchId = `BATCH-${shelf.next}`
  const sentOn = addDays(firstDay, shelf.random.below(60))
  const count = 2 + shelf.random.below(8)
  const made = Array.from({ length: count }, () => order(shelf, { batchId, sentOn }))
  const minor = made.reduce((sum, { amount }) => sum + amount.minor, 0n)
  const [first] = made
  if (first === undefined) return []
  const { party: _p, account: _a, ...line } = plainLine(shelf, first, '批量转账')
  const numbers = made.map(({ endToEndId }) => endToEndId)
  const named = shelf.random.chance(0.5) ? { batchOf: numbers } : { batchId }
  return [paid({ ...line, ...named, amount: { currency: 'CNY', minor } }, made, 'batch total')]
}

/** Two or three payments of a day to one payee in one line, without a number. */
function dayTotal(shelf: Shelf): readonly Labelled[] {
  const first = order(shelf)
  const like = { payee: first.payee, account: first.account, sentOn: first.sentOn }
  const made = [first, ...Array.from({ length: 1 + shelf.random.below(2) }, () => order(shelf, like))]
  const minor = made.reduce((sum, { amount }) => sum + amount.minor, 0n)
  return [paid({ ...plainLine(shelf, first), amount: { currency: 'CNY', minor } }, made, 'merged')]
}

function inParts(shelf: Shelf): readonly Labelled[] {
  const made = order(shelf, { amount: { currency: 'CNY', minor: 20_000_000n + odd(shelf.random) } })
  const line = plainLine(shelf, made, '大额拆分')
  const part = 1_000_000n + BigInt(shelf.random.below(9_000_000))
  return [part, made.amount.minor - part].map((minor) =>
    paid({ ...line, amount: { currency: 'CNY', minor } }, [made], 'split'),
  )
}

/** Two payments of one amount to one payee on one day: with whole, cut or no numbers. */
function twins(shelf: Shelf): readonly Labelled[] {
  const first = order(shelf)
  const { payee: name, account, amount, sentOn } = first
  const second = order(shelf, { payee: name, account, amount, sentOn })
  const damage = shelf.random.below(3)
  return [first, second].map((made) => {
    const line = plainLine(shelf, made, damage === 1 ? `货款${made.endToEndId.slice(0, 18)}` : '货款')
    return paid(damage === 0 ? { ...line, endToEndId: made.endToEndId } : line, [made], `twins ${damage}`)
  })
}

/** What the bank takes, sometimes with the number of the payment that it took it for. */
function fee(shelf: Shelf): readonly Labelled[] {
  const { random } = shelf
  const made = shelf.orders.at(-1)
  const amount = { currency: 'CNY', minor: BigInt(50 + random.below(5_000)) }
  const bookedOn = addDays(firstDay, random.below(62))
  const line: StatementLine = {
    row: 1,
    direction: 'out',
    amount,
    bookedOn,
    status: 'booked',
    remark: '手续费',
  }
  const named = made && random.chance(0.5) ? { ...line, endToEndId: made.endToEndId } : line
  return [{ line: random.chance(0.3) ? { ...named, hint: 'fee' } : named, truth: label('fee', 'fee') }]
}

/** Paid, and back some days later. */
function cameBack(shelf: Shelf): readonly Labelled[] {
  const made = order(shelf)
  const out = { ...plainLine(shelf, made), endToEndId: made.endToEndId }
  const back: StatementLine = {
    ...out,
    direction: 'in',
    bookedOn: addDays(out.bookedOn, 1 + shelf.random.below(5)),
    remark: '退汇 账号户名不符',
  }
  const { endToEndId: _, ...unnamed } = back
  const how = shelf.random.below(3)
  const line = how === 0 ? { ...back, hint: 'return' as const } : how === 1 ? unnamed : back
  return [paid(out, [made], 'returned later'), { line, truth: label('returned', `return ${how}`, [made]) }]
}

/** A payment that the company made elsewhere, to whom we pay too or to a stranger. */
function neverMade(shelf: Shelf): readonly Labelled[] {
  return [{ line: strangers(shelf), truth: label('never_made', 'elsewhere') }]
}

function strangers({ random, payees }: Shelf): StatementLine {
  const to = random.chance(0.3) ? random.pick(payees) : payee(random, 10_000 + random.below(5_000))
  const amount = { currency: 'CNY', minor: odd(random) }
  const bookedOn = addDays(firstDay, random.below(62))
  const remark = random.pick(['采购款', '工资', `合同 HT-${random.below(999)}`, `AB01K8${chance(random)}`])
  const line = { row: 1, direction: 'out' as const, amount, bookedOn, status: 'booked' as const, remark }
  return { ...line, party: to.name, account: to.account }
}

/** A payment of ours that somebody made a second time by hand, in the same amount and to the same account. */
function paidByHand(shelf: Shelf): readonly Labelled[] {
  const made = order(shelf)
  const first = { ...plainLine(shelf, made), endToEndId: made.endToEndId }
  const again: StatementLine = { ...plainLine(shelf, made, '补付'), bookedOn: addDays(first.bookedOn, 1) }
  return [paid(first, [made], 'paid again'), { line: again, truth: label('never_made', 'by hand') }]
}

/** Sent, and refused by the bank without a line. */
function neverArrived(shelf: Shelf): readonly Labelled[] {
  order(shelf)
  return []
}

/** Refused by the bank and ordered again the next day, before anybody recorded that the first had failed. */
function orderedAgain(shelf: Shelf): readonly Labelled[] {
  const { payee: name, account, amount, sentOn } = order(shelf)
  const again = order(shelf, { payee: name, account, amount, sentOn: addDays(sentOn, 1) })
  const line = plainLine(shelf, again)
  const named = shelf.random.chance(0.7) ? { ...line, endToEndId: again.endToEndId } : line
  return [paid(named, [again], 'ordered again')]
}

/** Money of customers, some of it from those whom we pay. */
function incoming(shelf: Shelf): readonly Labelled[] {
  return [{ line: { ...strangers(shelf), direction: 'in' }, truth: label('incoming', 'incoming') }]
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  const all = [...list]
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [one, other] = [all[i], all[j]]
    if (one !== undefined && other !== undefined) [all[i], all[j]] = [other, one]
  }
  return all
}
