import type { z } from 'zod'
import type { sumJson } from '../../../contract/screens.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { HistoryLine } from '../../benefits/index.ts'
import type { Asked } from '../../facts/index.ts'
import { loadCustomers } from '../../parties/index.ts'
import type { Shared, Situation } from '../situation.ts'
import { historyFor } from '../situation.ts'
import { wholeOf } from '../proposal.ts'
import { kindOfForm } from '../kinds.ts'
import { fill } from '../../../texts/text.ts'
import { moneyOf, say, type Reader } from './reader.ts'

type Sum = z.output<typeof sumJson>

/** How many lines stand behind a sum at most; the party's page shows all. */
const linesMax = 6

type Subject = {
  readonly subject: Sum['subject']
  readonly name: string
  readonly partyId?: string
  /** True where this benefit is not booked on it. */
  readonly isOnlyNamed?: boolean
}

type Weighed = { readonly shared: Shared; readonly situation: Situation }

/**
 * The one sum for each subject of a benefit, over all our entities, before and with this one. Of an
 * entity that the reader may not see, a line shows only the amount and that it is a sister company's.
 */
export async function sumsOf(
  tx: Transaction,
  reader: Reader,
  { shared, situation }: Weighed,
  exceptBenefitId?: string,
): Promise<Sum[]> {
  const { parties, asked } = situation
  if (!asked?.value) return []
  const history = historyFor(shared, situation, exceptBenefitId)
  const { person } = parties
  const sums: Sum[] = []
  const add = (subject: Subject, isOf: (line: HistoryLine) => boolean, lines = history) =>
    sums.push(sumFor(reader, shared, subject, { lines: lines.filter(isOf), asked, day: asked.happensOn }))
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
  for (const organisation of await organisationsOf(tx, reader, situation)) {
    const { partyId } = organisation
    // Seen from each employer, as it is decided.
    const lines = historyFor(shared, situation, exceptBenefitId, partyId)
    add({ subject: 'organisation', ...organisation }, isOfOrganisation(partyId), lines)
  }
  if (asked.dealId !== undefined) {
    add({ subject: 'deal', name: say(reader, 'sum.deal') }, (line) => line.dealId === asked.dealId)
  }
  if (asked.eventId !== undefined) {
    add({ subject: 'event', name: say(reader, 'sum.event') }, (line) => line.eventId === asked.eventId)
  }
  return sums
}

function isOfOrganisation(id: string): (line: HistoryLine) => boolean {
  return (line) => line.orgId === id || line.recipientId === id
}

/**
 * The organisations whose sums are shown: those on which the benefit is booked, for a person their employers,
 * and the customer who is named where that is another one, to which it is not added.
 */
async function organisationsOf(tx: Transaction, reader: Reader, { parties }: Situation) {
  const { customer, person } = parties
  const employerIds = person?.employerIds ?? []
  const others = employerIds.filter((id) => id !== customer?.id)
  const rows = others.length === 0 ? undefined : await loadCustomers(tx, others)
  const employers = employerIds.map((partyId) => {
    const row = rows?.get(partyId)
    return { partyId, name: row?.short_name ?? row?.name ?? customer?.name ?? '' }
  })
  if (!customer || employerIds.includes(customer.id)) return employers
  if (employers.length === 0) return [{ partyId: customer.id, name: customer.name }]
  const name = say(reader, 'sum.only_named', { name: customer.name })
  return [...employers, { partyId: customer.id, name, isOnlyNamed: true }]
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
export function sumFor(
  reader: Reader,
  shared: Shared,
  { isOnlyNamed = false, ...subject }: Subject,
  { lines, asked, day }: Summed,
): Sum {
  const whole = wholeOf(asked)
  const { currency } = whole
  const recent = lines.filter((line) => isWithinYear(line.happenedOn, day))
  const before = recent.reduce(
    (sum, line) => sum + (shared.policy.converted(line, currency, line.happenedOn) ?? 0n),
    0n,
  )
  const share = ofOneRecipient.includes(subject.subject) ? BigInt(asked.value?.minor ?? '0') : whole.minor
  const now = isOnlyNamed ? 0n : share
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
