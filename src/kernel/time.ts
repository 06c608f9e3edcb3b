/** A moment, as ISO 8601 text in UTC with milliseconds: `2026-11-25T08:30:00.000Z`. */
export type Instant = string

/** A legal day without a clock: `2026-11-25`. The zone it belongs to is written beside it. */
export type LocalDate = string

/** True for a calendar day that exists, written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

/** The day `days` after (or, negative, before) `date`. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

type LastDay = { readonly minute: string; readonly day: LocalDate }
const lastDays = new Map<string, LastDay>()

/** The legal day on which `at` falls in `zone`, an IANA name such as `Asia/Shanghai`. */
export function dayIn(zone: string, at: Instant): LocalDate {
  // Days begin on whole minutes in every zone, and one minute is asked for many times in a row.
  const minute = at.slice(0, 16)
  const last = lastDays.get(zone)
  if (last?.minute === minute) return last.day
  const day = formatDay(zone, at)
  lastDays.set(zone, { minute, day })
  return day
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

function formatDay(zone: string, at: Instant): LocalDate {
  let format = dayFormats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    dayFormats.set(zone, format)
  }
  return format.format(new Date(at))
}

/** The moment at which a clock in `zone` shows this day and time, such as `04:00`. */
export function momentAt(zone: string, day: LocalDate, time: string): Instant {
  const wall = Date.parse(`${day}T${time}:00.000Z`)
  // The second round is for the days on which clocks change.
  const near = wall - offsetMs(zone, wall)
  return new Date(wall - offsetMs(zone, near)).toISOString()
}

/** By how much the clocks of a zone are ahead at a moment. */
function offsetMs(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const shown = `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:00.000Z`
  return Date.parse(shown) - Math.floor(at / 60_000) * 60_000
}
