import type { LocalDate } from '../kernel/time.ts'

/** The festivals that the State Council's yearly notice grants days off for. */
export type Festival =
  'new_year' | 'spring' | 'qingming' | 'labour' | 'dragon_boat' | 'mid_autumn' | 'national'

/** Days off for one festival, both ends included, with the weekend days worked in exchange (调休). */
export type FestivalRest = {
  readonly festivals: readonly Festival[]
  readonly from: LocalDate
  readonly to: LocalDate
  readonly workedInstead: readonly LocalDate[]
}

/** One year's notice: which document it is, so that a reader can check it. */
export type HolidayNotice = {
  readonly year: number
  readonly document: string
  readonly rests: readonly FestivalRest[]
}

function rest(
  festivals: Festival | readonly Festival[],
  from: LocalDate,
  to: LocalDate,
  ...worked: LocalDate[]
) {
  const list = typeof festivals === 'string' ? [festivals] : festivals
  return { festivals: list, from, to, workedInstead: worked }
}

/**
 * The notices of the General Office of the State Council for 2024 to 2026.
 * A year without a notice here counts weekdays only and every answer for it says `provisional`.
 */
export const chinaHolidayNotices: readonly HolidayNotice[] = [
  {
    year: 2024,
    document: '国办发明电〔2023〕7号',
    rests: [
      rest('new_year', '2024-01-01', '2024-01-01'),
      rest('spring', '2024-02-10', '2024-02-17', '2024-02-04', '2024-02-18'),
      rest('qingming', '2024-04-04', '2024-04-06', '2024-04-07'),
      rest('labour', '2024-05-01', '2024-05-05', '2024-04-28', '2024-05-11'),
      rest('dragon_boat', '2024-06-10', '2024-06-10'),
      rest('mid_autumn', '2024-09-15', '2024-09-17', '2024-09-14'),
      rest('national', '2024-10-01', '2024-10-07', '2024-09-29', '2024-10-12'),
    ],
  },
  {
    year: 2025,
    document: '国办发明电〔2024〕12号',
    rests: [
      rest('new_year', '2025-01-01', '2025-01-01'),
      rest('spring', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'),
      rest('qingming', '2025-04-04', '2025-04-06'),
      rest('labour', '2025-05-01', '2025-05-05', '2025-04-27'),
      rest('dragon_boat', '2025-05-31', '2025-06-02'),
      rest(['national', 'mid_autumn'], '2025-10-01', '2025-10-08', '2025-09-28', '2025-10-11'),
    ],
  },
  {
    year: 2026,
    document: '国办发明电〔2025〕7号',
    rests: [
      rest('new_year', '2026-01-01', '2026-01-03', '2026-01-04'),
      rest('spring', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'),
      rest('qingming', '2026-04-04', '2026-04-06'),
      rest('labour', '2026-05-01', '2026-05-05', '2026-05-09'),
      rest('dragon_boat', '2026-06-19', '2026-06-21'),
      rest('mid_autumn', '2026-09-25', '2026-09-27'),
      rest('national', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10'),
    ],
  },
]
