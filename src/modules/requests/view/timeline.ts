import type { z } from 'zod'
import type { timelineItem } from '../../../contract/screens.ts'
import { isBecause } from '../../../kernel/because.ts'
import type { FeedEntry } from '../../../platform/feed.ts'
import { operationWord } from '../../../texts/audit.ts'
import { sayBecause } from '../../../texts/because.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { fill } from '../../../texts/text.ts'
import { approvalsTexts } from '../../../texts/web-approvals.ts'
import { guestId } from '../attendance/domain.ts'
import { isOutcome } from '../domain.ts'
import { named } from './named.ts'
import { say, sayIfKnown, staffOf, whenOf, type Reader } from './reader.ts'

type Item = z.output<typeof timelineItem>

const tones: Readonly<Record<string, Item['tone']>> = {
  'approvals.approve': 'good',
  'approvals.batch_approve': 'good',
  'approvals.reject': 'bad',
  'approvals.return': 'wait',
  'requests.withdraw': 'wait',
  'approvals.withdraw': 'wait',
  'requests.cancel': 'bad',
  'requests.reverse': 'bad',
}

/** What moves nothing on: the log holds it, and the screen is about the request. */
const untold: readonly string[] = ['requests.save_draft', 'requests.record_download']

/**
 * What happened to a request, oldest first: first a person, then a verb, then what came of it. What the
 * system did by itself, with no person in between, comes as one line with the rest folded under it.
 */
export function timelineOf(reader: Reader, entries: readonly FeedEntry[]): Item[] {
  return entries
    .filter((entry) => !untold.includes(entry.operation))
    .map((entry) => item(reader, entry))
    .reduce<Item[]>((items, next) => [...items.slice(0, -1), ...joined(items.at(-1), next)], [])
}

/** The last line of a run of the system's own acts stands for all of them. */
function joined(before: Item | undefined, next: Item): Item[] {
  if (!before) return [next]
  if (before.tone !== 'system' || next.tone !== 'system') return [before, next]
  const { entry, note, verb, when } = before
  const text = [verb, note, when.text].filter(Boolean).join(' · ')
  const folded = { text, ...(entry === undefined ? {} : { entry }) }
  return [{ ...next, grouped: [...before.grouped, folded] }]
}

function item(reader: Reader, entry: FeedEntry): Item {
  const verb =
    sayIfKnown(reader, `act.review.${noted(entry, 'reviewed')}`) ??
    sayIfKnown(reader, `act.reversal.${noted(entry, 'reversal')}`) ??
    sayIfKnown(reader, `act.lapsed.${noted(entry, 'lapsed')}`) ??
    sayIfKnown(reader, `act.${entry.operation}`) ??
    operationWord(entry.operation, reader.language)
  const note = noteOf(reader, entry)
  const deputy = entry.forPersonId
  const isGuest = entry.personId === guestId
  return {
    actor: isGuest ? say(reader, 'act.by_guest') : staffOf(reader, entry.personId).name,
    verb: entry.refusal ? say(reader, 'act.refused', { verb }) : verb,
    ...(deputy === undefined
      ? {}
      : { object: say(reader, 'inbox.as_deputy', { name: staffOf(reader, deputy).name }) }),
    ...(note === undefined ? {} : { note }),
    when: whenOf(reader, entry.at),
    tone: entry.refusal
      ? 'bad'
      : entry.personId === 'system' || isGuest
        ? 'system'
        : (tones[entry.operation] ?? 'person'),
    ...(entry.number === undefined ? {} : { entry: entry.number }),
    grouped: [],
  }
}

/** The second line: the refusal, else the words of a reason, else the verdict, else why it was done. */
function noteOf(reader: Reader, entry: FeedEntry): string | undefined {
  if (entry.refusal) return sayRefusal(named(reader, entry.refusal), reader.language).says
  const days = (['givenOn', 'validUntil'] as const).flatMap((name) => {
    const day = noted(entry, name)
    return day === '' ? [] : [say(reader, name === 'givenOn' ? 'act.given_on' : 'act.valid_until', { day })]
  })
  const left = Number(noted(entry, 'laterLeft'))
  const unweighed = left > 0 ? [say(reader, 'act.later_left', { count: left })] : []
  const { reason: why = '' } = entry
  const reason = isBecause(why) ? '' : reasonText(reader, entry.operation, why)
  const told = [...days, ...changedIn(reader, entry), ...(reason ? [reason] : []), ...unweighed]
  if (told.length > 0) return told.join(' · ')
  const outcome = noted(entry, 'outcome')
  if (isOutcome(outcome)) return say(reader, `verdict.${outcome}`)
  return isBecause(why) ? sayBecause(why, reader.language) : undefined
}

/** In what it was given otherwise than approved, and what of the request was amended. */
function changedIn(reader: Reader, { note }: FeedEntry): string[] {
  const noted = new Map(typeof note === 'object' && note !== null ? Object.entries(note) : [])
  return (['differs', 'amended'] as const).flatMap((kind) => {
    const keys: unknown = noted.get(kind)
    const prefix = kind === 'differs' ? 'differs' : 'entry'
    const names = Array.isArray(keys) ? keys.map((key) => sayIfKnown(reader, `${prefix}.${String(key)}`)) : []
    const what = names.filter((name) => name !== undefined).join(say(reader, 'list.separator'))
    return what === '' ? [] : [say(reader, `act.${kind}`, { what })]
  })
}

/** One value that a command noted beside its changes. */
function noted({ note }: FeedEntry, name: string): string {
  const found = typeof note === 'object' && note !== null ? Object.entries(note) : []
  return String(found.find(([key]) => key === name)?.[1] ?? '')
}

/** The reason of a return or a "no" is stored as `[field] text`; here the field or the ground is a word. */
function reasonText(reader: Reader, operation: string, reason: string): string {
  const [, key, text] = /^\[(\w+)\] (.*)$/s.exec(reason) ?? []
  if (key === undefined || text === undefined) return reason
  const isReturn = operation === 'approvals.return'
  const word = isReturn ? sayIfKnown(reader, `field.${key}`) : groundWord(reader, `reason.${key}`)
  return word === undefined ? text : say(reader, 'act.ground', { word, text })
}

/** The chosen ground of a "no", in the words of the form that it was chosen in. */
function groundWord(reader: Reader, key: string): string | undefined {
  const found = Object.entries(approvalsTexts).find(([name]) => name === key)
  return found && fill(found[1], reader.language)
}
