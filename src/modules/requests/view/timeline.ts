import type { z } from 'zod'
import type { sealJson, timelineItem } from '../../../contract/screens.ts'
import type { FeedEntry } from '../../../platform/feed.ts'
import { operationWord } from '../../../texts/audit.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
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
  'requests.cancel': 'bad',
  'requests.reverse': 'bad',
}

/** What happened to a request, oldest first: first a person, then a verb, then what came of it. */
export function timelineOf(reader: Reader, entries: readonly FeedEntry[]): Item[] {
  return entries
    .filter((entry) => entry.operation !== 'requests.save_draft')
    .map((entry) => item(reader, entry))
}

function item(reader: Reader, entry: FeedEntry): Item {
  const verb =
    sayIfKnown(reader, `act.review.${noted(entry, 'reviewed')}`) ??
    sayIfKnown(reader, `act.${entry.operation}`) ??
    operationWord(entry.operation, reader.language)
  const note = noteOf(reader, entry)
  const deputy = entry.forPersonId
  return {
    actor: staffOf(reader, entry.personId).name,
    verb: entry.refusal ? say(reader, 'act.refused', { verb }) : verb,
    ...(deputy === undefined
      ? {}
      : { object: say(reader, 'inbox.as_deputy', { name: staffOf(reader, deputy).name }) }),
    ...(note === undefined ? {} : { note }),
    when: whenOf(reader, entry.at),
    tone: entry.refusal
      ? 'bad'
      : entry.personId === 'system'
        ? 'system'
        : (tones[entry.operation] ?? 'person'),
    ...(entry.number === undefined ? {} : { entry: entry.number }),
    grouped: [],
  }
}

/** The second line: the refusal in words, else the reason, else the verdict of that moment. */
function noteOf(reader: Reader, entry: FeedEntry): string | undefined {
  if (entry.refusal) return sayRefusal(named(reader, entry.refusal), reader.language).says
  const days = (['givenOn', 'validUntil'] as const).flatMap((name) => {
    const day = noted(entry, name)
    return day === '' ? [] : [say(reader, name === 'givenOn' ? 'act.given_on' : 'act.valid_until', { day })]
  })
  if (entry.reason || days.length > 0) return [...days, entry.reason ?? []].flat().join(' · ')
  const outcome = noted(entry, 'outcome')
  return isOutcome(outcome) ? say(reader, `verdict.${outcome}`) : undefined
}

/** One value that a command noted beside its changes. */
function noted({ note }: FeedEntry, name: string): string {
  const found = typeof note === 'object' && note !== null ? Object.entries(note) : []
  return String(found.find(([key]) => key === name)?.[1] ?? '')
}

/** The seal at the head of the timeline: the number of the last entry. */
export function sealOf(reader: Reader, entries: readonly FeedEntry[]): z.output<typeof sealJson> {
  const number = entries.at(-1)?.number
  if (number === undefined) return { state: 'pending', text: say(reader, 'seal.pending') }
  return {
    entry: number,
    state: 'intact',
    text: say(reader, 'seal.intact', { number: number.toLocaleString('en-US') }),
  }
}
