import type { z } from 'zod'
import type { sumJson } from '../../../contract/screens.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { HistoryLine } from '../../benefits/index.ts'
import type { Asked } from '../../facts/index.ts'
import type { Shared, Situation } from '../situation.ts'
import { historyFor } from '../situation.ts'
import { wholeOf } from '../proposal.ts'
import { kindOfForm } from '../kinds.ts'
import { fill } from '../../../texts/text.ts'
import { moneyOf, say, type Reader } from './reader.ts'

type Sum = z.output<typeof sumJson>

/** How many lines stand behind a sum at most; the party's page shows all. */
const linesMax = 6

type Subject = { readonly subject: Sum['subject']; readonly name: string; readonly partyId?: string }

/**
 * The one sum for each subject of a benefit, over all our entities, before and with this one. Of an
 * entity that the reader may not see, a line shows only the amount and that it is a sister company's.
 */
export function sumsOf(
  reader: Reader,
  shared: Shared,
  situation: Situation,
  exceptBenefitId?: string,
): Sum[] {
  const { parties, asked } = situation
  if (!asked?.value) return []
  const history = historyFor(shared, situation, exceptBenefitId)
  const { customer, person } = parties
  const sums: Sum[] = []
  const add = (subject: Subject, isOf: (line: HistoryLine) => boolean) =>
    sums.push(sumFor(reader, shared, subject, { lines: history.filter(isOf), asked, day: asked.happensOn }))
  if (person) {
    add(
      { subject: 'person', name: person.name, partyId: person.id },
      (line) => line.recipientId === person.id,
    )
    if (person.householdId !== undefined) {
      const name = say(reader, 'sum.household', { name: person.name })
      add(
        { subject: 'household', name, partyId: person.id },
        (line) => line.householdId === person.householdId,
      )
    }
  }
  if (customer) {
    const isOf = (line: HistoryLine) => line.orgId === customer.id || line.recipientId === customer.id
    add({ subject: 'organisation', name: customer.name, partyId: customer.id }, isOf)
  }
  if (asked.dealId !== undefined) {
    add({ subject: 'deal', name: say(reader, 'sum.deal') }, (line) => line.dealId === asked.dealId)
  }
  if (asked.eventId !== undefined) {
    add({ subject: 'event', name: say(reader, 'sum.event') }, (line) => line.eventId === asked.eventId)
  }
  return sums
}

type Summed = {
  readonly lines: readonly HistoryLine[]
  readonly asked: Asked
  readonly day: LocalDate
}

/** People and their households get one share each; everybody else is counted with the whole. */
const ofOneRecipient: readonly Sum['subject'][] = ['person', 'household']

/**
 * The sum that a limit of this subject is held against, in the currency of the request: every line at the
 * rate of its own day, as the decision converts it. A line without a rate makes the decision wait; here
 * it is left out.
 */
export function sumFor(reader: Reader, shared: Shared, subject: Subject, { lines, asked, day }: Summed): Sum {
  const whole = wholeOf(asked)
  const { currency } = whole
  const recent = lines.filter((line) => isWithinYear(line.happenedOn, day))
  const before = recent.reduce(
    (sum, line) => sum + (shared.policy.converted(line, currency, line.happenedOn) ?? 0n),
    0n,
  )
  const now = ofOneRecipient.includes(subject.subject) ? BigInt(asked.value?.minor ?? '0') : whole.minor
  return {
    ...subject,
    window: say(reader, 'sum.window'),
    before: moneyOf(currency, before),
    after: moneyOf(currency, before + now),
    count: new Set(recent.map((line) => line.benefitId)).size,
    lines: [...recent]
      .sort((a, b) => (a.happenedOn < b.happenedOn ? 1 : -1))
      .slice(0, linesMax)
      .map((line) => sumLine(reader, line)),
  }
}

/** A year back from the day, as the windows of the policy reach. */
function isWithinYear(on: LocalDate, day: LocalDate): boolean {
  return on >= addDays(day, -365) && on <= day
}

function sumLine(reader: Reader, line: HistoryLine): Sum['lines'][number] {
  const amount = moneyOf(line.currency, line.minor)
  const isSeen = line.entityId !== undefined && reader.actor.entityIds.includes(line.entityId)
  if (!isSeen) return { text: say(reader, 'sum.sister'), amount }
  const kind = kindOfForm(line.form)
  const word = kind ? fill(kind.word, reader.language) : line.form
  return { text: say(reader, 'sum.line', { date: line.happenedOn, kind: word }), amount, on: line.happenedOn }
}
