import { ratioOf, type Ratio } from '../../../kernel/ratio.ts'
import type { LocalDate } from '../../../kernel/time.ts'

/** How a source of a rate stands: its text was read, only a report of it, or it still has to be confirmed. */
type Standing = 'statute_text' | 'secondary_source' | 'to_confirm'

/** What the law has for some days, with where it is written. */
export type Dated = {
  readonly from: LocalDate
  /** The last day, where the law names one; a rate that has run out is not carried on silently. */
  readonly until?: LocalDate
  readonly law: string
  readonly standing: Standing
}

/** A rate as the law has it for some days. */
export type DatedRate = Dated & { readonly rate: Ratio }

/** What makes and sells goods for which the limit of publicity is another one. */
export type Sector = 'general' | 'cosmetics' | 'pharmaceuticals' | 'soft_drinks' | 'tobacco'

const incomeTaxLaw = '企业所得税法实施条例'
const threeSectors: readonly DatedRate[] = [
  {
    from: '2026-01-01',
    until: '2027-12-31',
    rate: ratioOf('0.30'),
    law: '财政部 税务总局公告2025年第16号',
    standing: 'secondary_source',
  },
]
const ofAll: readonly DatedRate[] = [
  { from: '2008-01-01', rate: ratioOf('0.15'), law: `${incomeTaxLaw} 第44条`, standing: 'statute_text' },
]

/** Share of revenue up to which publicity is deducted, by sector. */
export const publicityRates: Readonly<Record<Sector, readonly DatedRate[]>> = {
  general: ofAll,
  cosmetics: threeSectors,
  pharmaceuticals: threeSectors,
  soft_drinks: threeSectors,
  tobacco: [
    {
      from: '2026-01-01',
      until: '2027-12-31',
      rate: ratioOf('0'),
      law: '财政部 税务总局公告2025年第16号',
      standing: 'secondary_source',
    },
  ],
}

/** Share of business entertainment that is deducted at all. */
export const entertainmentShare: readonly DatedRate[] = [
  { from: '2008-01-01', rate: ratioOf('0.60'), law: `${incomeTaxLaw} 第43条`, standing: 'statute_text' },
]

/** Share of the year's revenue up to which business entertainment is deducted. */
export const entertainmentOfRevenue: readonly DatedRate[] = [
  { from: '2008-01-01', rate: ratioOf('0.005'), law: `${incomeTaxLaw} 第43条`, standing: 'statute_text' },
]

/** Share of a contract's revenue up to which its commission is deducted. */
export const commissionOfContract: readonly DatedRate[] = [
  { from: '2008-01-01', rate: ratioOf('0.05'), law: '财税[2009]29号 第1条', standing: 'secondary_source' },
]

/** Tax on accidental income that the giver withholds from a person outside. */
export const accidentalIncome: readonly DatedRate[] = [
  {
    from: '2019-01-01',
    rate: ratioOf('0.20'),
    law: '财政部 税务总局公告2019年第74号 第3条；个人所得税法 第3条',
    standing: 'secondary_source',
  },
]

/** What is added to the cost of goods given away that have no market price. */
export const costPlus: readonly DatedRate[] = [
  { from: '2026-01-01', rate: ratioOf('0.10'), law: '增值税法实施条例', standing: 'to_confirm' },
]

/** The rate of a day; undefined where none holds, so that a number that has run out is asked for anew. */
export function rateOn<Rate extends Dated>(rates: readonly Rate[], day: LocalDate): Rate | undefined {
  return rates.findLast(({ from, until }) => from <= day && (until === undefined || day <= until))
}
