import type { LocalDate } from '../../../kernel/time.ts'
import type { RecordedNumber } from '../../ledger/index.ts'
import type { Compared } from '../compare.ts'
import type { Journal } from '../domain.ts'

/**
 * What is on record with us and not borne out by a journal: a benefit that no line shows, a statutory number
 * that no voucher has, or a voucher that is smaller than what our documents say it holds.
 */
export type Unbooked = { readonly benefitId: string; readonly on: LocalDate; readonly minor?: bigint } & (
  | { readonly kind: 'benefit'; readonly registered: string }
  | { readonly kind: 'number'; readonly voucherId: string; readonly number: string }
  | {
      readonly kind: 'amount'
      readonly voucherId: string
      readonly number: string
      readonly found: bigint
    }
)

/** The recorded numbers that were looked up in a journal; none where its vouchers have no numbers. */
export type NumbersChecked = {
  readonly checked: number
  readonly unbooked: readonly Unbooked[]
  /** Benefits whose own voucher is there and large enough, whatever account it debits. */
  readonly borneOut: ReadonlySet<string>
}

/** Looks every recorded number up among the vouchers of a journal (CN-ACC-05: one set of lawful books). */
export function checkNumbers(
  journal: Pick<Journal, 'numbered' | 'vouchers'>,
  numbers: readonly RecordedNumber[],
): NumbersChecked | undefined {
  if (journal.numbered.size === 0) return undefined
  const find = finder(journal)
  const groups = Map.groupBy(numbers, ({ number, on }) => `${on.slice(0, 7)} ${number}`)
  const unbooked = [...groups.values()].flatMap((group) => judge(group, find))
  const doubted = new Set(unbooked.map(({ voucherId }) => voucherId))
  const own = Map.groupBy(
    numbers.filter(({ isOwn }) => isOwn),
    ({ benefitId }) => benefitId,
  )
  const borneOut = [...own].flatMap(([id, rows]) =>
    rows.some(({ voucherId }) => doubted.has(voucherId)) ? [] : [id],
  )
  return { checked: numbers.length, unbooked, borneOut: new Set(borneOut) }
}

type UnbookedNumber = Extract<Unbooked, { readonly voucherId: string }>

type Find = (month: string, number: string) => bigint | undefined

/** What speaks against the rows of one number: there is no such voucher, or it cannot hold all of them. */
function judge(group: readonly RecordedNumber[], find: Find): UnbookedNumber[] {
  const [first] = group
  const found = first && find(first.on.slice(0, 7), first.number)
  const named = ({ voucherId, benefitId, number, on }: RecordedNumber) => ({
    voucherId,
    benefitId,
    number,
    on,
  })
  if (found === undefined) {
    return group.map((row) => ({
      kind: 'number',
      ...named(row),
      ...(row.minor !== undefined && { minor: row.minor }),
    }))
  }
  const booked = group.reduce((sum, { minor = 0n }) => sum + minor, 0n)
  if (booked <= found) return []
  return group.flatMap((row): UnbookedNumber[] =>
    row.minor === undefined ? [] : [{ kind: 'amount', ...named(row), minor: booked, found }],
  )
}

/**
 * Finds the debits of a voucher by month and number. Systems write one number in several ways: 记-0012,
 * 记字第12号, or the figures alone where one of the two has no word.
 */
function finder({ numbered, vouchers }: Pick<Journal, 'numbered' | 'vouchers'>): Find {
  const whole = new Map<string, bigint>()
  const figures = new Map<string, bigint>()
  const add = (to: Map<string, bigint>, key: string, debit: bigint) =>
    to.set(key, (to.get(key) ?? 0n) + debit)
  for (const [key, at] of numbered) {
    const [month, number] = [key.slice(0, 7), plainNumber(key.slice(8))]
    const debit = vouchers[at]?.debit ?? 0n
    add(whole, `${month} ${number}`, debit)
    add(figures, `${month} ${figuresOf(number)}`, debit)
  }
  return (month, asked) => {
    const number = plainNumber(asked)
    const bare = figuresOf(number)
    const found = whole.get(`${month} ${number}`) ?? whole.get(`${month} ${bare}`)
    return found ?? (bare === number ? figures.get(`${month} ${bare}`) : undefined)
  }
}

/** A number without what systems add to it: 字, 第 and 号, signs between word and figures, leading zeros. */
export function plainNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[字第号]/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/(?<=\p{L})-|-(?=\p{L})|^-|-$/gu, '')
    .replaceAll(/\d+/g, (figures) => figures.replace(/^0+(?=\d)/, ''))
}

function figuresOf(plain: string): string {
  return plain.replaceAll(/\p{L}+/gu, '').replaceAll(/^-|-$/g, '')
}

/**
 * Benefits that were given in the days of a journal and that neither a line nor their own voucher shows. Of
 * one in another currency the amount in the books is known too roughly to say that it is not there.
 */
export function unbookedBenefits({
  journal,
  records,
  assessment,
  borneOut,
}: Pick<Compared, 'journal' | 'records' | 'assessment'> & {
  readonly borneOut: ReadonlySet<string> | undefined
}): Unbooked[] {
  const { from = '', to = '' } = journal
  const accrued = accruedAtEnd(records, assessment, to)
  const given = givenAtRate(records, assessment)
  return assessment.unbooked.flatMap((at): Unbooked[] => {
    const record = records[at]
    // A tax or an accrual has no line of its own where its voucher gathers several.
    if (!record || record.kind === 'tax' || record.kind === 'accrual' || record.kind === 'input_tax')
      return []
    // Its giving stands there, and what is paid may stand in a later month.
    if (given.has(record.id)) return []
    if (record.isPlanned || record.isConverted || record.day < from || record.day > to) return []
    if (borneOut?.has(record.id) === true || accrued.has(record.id)) return []
    const { id: benefitId, number: registered = record.id, day: on, minor } = record
    return [{ kind: 'benefit', benefitId, registered, on, minor }]
  })
}

/** Benefits paid in the currency of the books whose giving was found at the rate of its day. */
function givenAtRate(
  records: Compared['records'],
  { unbooked }: Pick<Compared['assessment'], 'unbooked'>,
): ReadonlySet<string> {
  const unfound = new Set(unbooked)
  return new Set(
    records.flatMap(({ id, isGiving = false }, at) => (isGiving && !unfound.has(at) ? [id] : [])),
  )
}

/** Benefits that the last month of a journal shows accrued: what was spent on them stands in the next one. */
function accruedAtEnd(
  records: Compared['records'],
  { unbooked }: Pick<Compared['assessment'], 'unbooked'>,
  to: LocalDate,
): ReadonlySet<string> {
  const unfound = new Set(unbooked)
  const found = records.filter(
    ({ kind, day }, at) => kind === 'accrual' && day.slice(0, 7) === to.slice(0, 7) && !unfound.has(at),
  )
  return new Set(found.map(({ id }) => id))
}
