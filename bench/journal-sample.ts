import type { AccountKey, SampleLine, SampleVoucher } from './journal/company.ts'
import { chart, makeCompany, sampleYear } from './journal/company.ts'
import { disguises, withCare } from './journal/disguises.ts'
import { closing, honestKinds } from './journal/honest.ts'
import { registered, type SampleBenefit } from './journal/registered.ts'
import { seeded, type Random } from './match-random.ts'

/**
 * A journal of a year with its register; `planted` says which lines of the file are disguised, and as what.
 */
export type SampleJournal = {
  readonly benefits: readonly SampleBenefit[]
  readonly vouchers: readonly (SampleVoucher & { readonly number: string })[]
  readonly planted: ReadonlyMap<number, string>
  readonly lines: number
}

const disguisedBenefits = 200
const headings = '制单日期,凭证字号,分录号,摘要,科目编码,科目名称,借方金额,贷方金额,供应商,客户,职员,部门'

/**
 * A year of a maker of machines in about `lines` lines, with 200 benefits that hide in it. A benefit that
 * is split over
 * several vouchers counts once for each of them, so nothing is found by its brother alone.
 */
export function sampleJournal(lines: number, seed: number): SampleJournal {
  const random = seeded(seed)
  const company = makeCompany(random)
  const vouchers: SampleVoucher[] = []
  let made = 0
  const add = (voucher: SampleVoucher) => {
    vouchers.push(voucher)
    made += voucher.lines.length
  }
  const benefits = addRegistered(random, company, lines, add)
  const planted = plant(random, company)
  planted.forEach(add)
  const room = lines - 12 * 60
  const total = honestKinds.reduce((sum, { weight }) => sum + weight, 0)
  while (made < room) add(pickKind(random, total).make(random, company))
  return { benefits, ...numbered(withClosings(vouchers)) }
}

function addRegistered(
  random: Random,
  company: ReturnType<typeof makeCompany>,
  lines: number,
  add: (voucher: SampleVoucher) => void,
): SampleBenefit[] {
  const benefits: SampleBenefit[] = []
  const claims = Math.round(lines / 250)
  for (let i = 0; i < claims; i++) {
    const claim = registered(random, company, () => `benefit-${benefits.length + 1}-${i}`)
    benefits.push(...claim.benefits)
    claim.vouchers.forEach(add)
  }
  return benefits
}

/** Disguises by turns, each drawn anew, until there are two hundred. */
function plant(random: Random, company: ReturnType<typeof makeCompany>): SampleVoucher[] {
  const planted: SampleVoucher[] = []
  for (let turn = 0; planted.length < disguisedBenefits; turn++) {
    const disguise = disguises[turn % disguises.length]
    if (!disguise) break
    for (const voucher of disguise.make(random, company)) planted.push({ ...voucher, planted: disguise.name })
  }
  return planted.slice(0, disguisedBenefits).map((voucher) => {
    const last = `${sampleYear}-12-31`
    return withCare(random, voucher.day > last ? { ...voucher, day: last } : voucher)
  })
}

function pickKind(random: Random, total: number) {
  let at = random.below(total)
  for (const kind of honestKinds) {
    at -= kind.weight
    if (at < 0) return kind
  }
  throw new Error('the weights are summed')
}

/** In the order of days, with the closing of each month behind it. */
function withClosings(vouchers: readonly SampleVoucher[]): SampleVoucher[] {
  const byMonth = Map.groupBy(vouchers, ({ day }) => Number(day.slice(5, 7)) - 1)
  return Array.from({ length: 12 }, (_, at) => {
    const own = (byMonth.get(at) ?? []).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    return [...own, closing(spentIn(own), at)]
  }).flat()
}

function spentIn(vouchers: readonly SampleVoucher[]): Map<AccountKey, number> {
  const sums = new Map<AccountKey, number>()
  for (const { lines } of vouchers) {
    for (const { account, debit = 0 } of lines) {
      if (/^6[67]/.test(chart[account][0])) sums.set(account, (sums.get(account) ?? 0) + debit)
    }
  }
  return sums
}

function numbered(vouchers: readonly SampleVoucher[]) {
  const planted = new Map<number, string>()
  const counts = new Map<string, number>()
  // The first line of the file is the heading.
  let line = 1
  const done = vouchers.map((voucher) => {
    const month = voucher.day.slice(0, 7)
    const count = (counts.get(month) ?? 0) + 1
    counts.set(month, count)
    voucher.lines.forEach(({ account }) => {
      line++
      if (voucher.planted !== undefined && chart[account][0].startsWith('6'))
        planted.set(line, voucher.planted)
    })
    return { ...voucher, number: `记-${String(count).padStart(5, '0')}` }
  })
  return { vouchers: done, planted, lines: line - 1 }
}

/** The journal as the finance system exports it, in pieces of CSV text. */
export function* journalText(journal: SampleJournal): Generator<string> {
  let text = `${headings}\n`
  for (const { day, number, lines } of journal.vouchers) {
    lines.forEach((line, i) => {
      text += csvLine(day, number, i + 1, line)
    })
    if (text.length < 1 << 18) continue
    yield text
    text = ''
  }
  yield text
}

function csvLine(day: string, number: string, entry: number, line: SampleLine): string {
  const { account, text, debit, credit, vendor = '', customer = '', staff = '', unit = '' } = line
  const [code, name] = chart[account]
  const sums = `${amount(debit)},${amount(credit)}`
  return `${day},${number},${entry},${text},${code},${name},${sums},${vendor},${customer},${staff},${unit}\n`
}

/** With separators of thousands in quotation marks, as such exports have them. */
function amount(minor: number | undefined): string {
  if (minor === undefined) return ''
  const [whole = '', part = ''] = (minor / 100).toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return grouped.includes(',') ? `"${grouped}.${part}"` : `${grouped}.${part}`
}
