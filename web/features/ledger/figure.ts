import type { balanceFigures } from '../../shell/search.ts'

/** A figure of an account in the trial balance. */
export type Figure = (typeof balanceFigures)[number]

/** Before any entry: nothing is booked earlier than the first month that the books take. */
const beginning = '2000-01'

/** Which entries a figure is the sum of: one side of the month, or everything up to one of its ends. */
export function spanOf(figure: Figure | undefined, month: string) {
  switch (figure) {
    case 'opening':
      return { from: beginning, until: monthBefore(month) }
    case 'closing':
      return { from: beginning, until: month }
    case 'debit':
    case 'credit':
      return { from: month, side: figure }
    default:
      return { from: month }
  }
}

function monthBefore(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return number === '01' ? `${Number(year) - 1}-12` : `${year}-${String(Number(number) - 1).padStart(2, '0')}`
}
