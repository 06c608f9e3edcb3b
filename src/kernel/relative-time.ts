import { dayIn, daysBetween, type Instant } from './time.ts'

/** The two languages, spelt as in the texts; the kernel imports nothing, so it names them itself. */
type Language = 'zh-CN' | 'en'

/** How far a deadline is: the sentence and the bucket that lists group by. */
export type Deadline = { readonly text: string; readonly state: 'overdue' | 'due_today' | 'later' }

type Clock = { readonly now: Instant; readonly zone: string; readonly language: Language }
type Unit = 'minute' | 'hour' | 'day'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const words: Record<Unit, { zh: string; en: string }> = {
  minute: { zh: '分钟', en: 'minute' },
  hour: { zh: '小时', en: 'hour' },
  day: { zh: '天', en: 'day' },
}

/**
 * How long ago `at` was: minutes and hours within half a day, afterwards calendar days of `zone`, so that
 * everything dated the same day shows the same number. A moment ahead of the clock counts as just now.
 */
export function timeAgo(at: Instant, clock: Clock): string {
  const past = Date.parse(clock.now) - Date.parse(at)
  const english = clock.language === 'en'
  if (past < minuteMs) return english ? 'just now' : '刚刚'
  const days = daysBetween(dayIn(clock.zone, at), dayIn(clock.zone, clock.now))
  const text =
    past < dayMs / 2 || days === 0 ? inHours(past, clock.language) : count(days, 'day', clock.language)
  return english ? `${text} ago` : `${text}前`
}

/**
 * What is left until `due`, rounded down so that nobody is promised time that is not there; past it, how long
 * it is overdue. `due_today` means the same legal day in `zone`.
 */
export function timeLeft(due: Instant, clock: Clock): Deadline {
  const left = Date.parse(due) - Date.parse(clock.now)
  const english = clock.language === 'en'
  if (left < 0) {
    const late = -left < minuteMs ? '' : span(-left, clock.language)
    return { text: english ? `overdue ${late}`.trim() : late ? `已逾期 ${late}` : '已逾期', state: 'overdue' }
  }
  const today = dayIn(clock.zone, due) === dayIn(clock.zone, clock.now)
  const state = today ? 'due_today' : 'later'
  if (left < minuteMs) return { text: english ? 'less than a minute left' : '剩不到 1 分钟', state }
  const text = span(left, clock.language)
  return { text: english ? `${text} left` : `剩 ${text}`, state }
}

function span(ms: number, language: Language): string {
  return ms < dayMs ? inHours(ms, language) : count(Math.floor(ms / dayMs), 'day', language)
}

function inHours(ms: number, language: Language): string {
  return ms < hourMs
    ? count(Math.floor(ms / minuteMs), 'minute', language)
    : count(Math.floor(ms / hourMs), 'hour', language)
}

function count(n: number, unit: Unit, language: Language): string {
  if (language === 'zh-CN') return `${n} ${words[unit].zh}`
  return `${n} ${words[unit].en}${n === 1 ? '' : 's'}`
}
