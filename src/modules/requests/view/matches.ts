import type { z } from 'zod'
import type { preview } from '../../../contract/requests.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { matchingTexts } from '../../../texts/matching.ts'
import { fill } from '../../../texts/text.ts'
import { customerLabel, findCandidates, labelWith, loadCustomers, shownPeople } from '../../parties/index.ts'
import type { Situation } from '../situation.ts'
import type { Reader } from './reader.ts'

type Match = z.output<typeof preview.answer>['matches'][number]
type Typed = Parameters<typeof findCandidates>[1]
type Asked = { readonly field: Match['field']; readonly typed: Typed; readonly told: readonly string[] }

/** How many known names are shown; those that nobody has looked at yet come first. */
const shownMax = 20

/** Known parties that a typed new name may stand for: "is it one of these?". */
export async function matchesOf(tx: Transaction, reader: Reader, situation: Situation): Promise<Match[]> {
  const { customer, recipient } = situation.proposal
  const asked: Asked[] = []
  if (customer && 'isNew' in customer) {
    const code = customer.creditCode === undefined ? {} : { code: customer.creditCode }
    const typed = { name: customer.name, schema: 'organisation' as const, ...code }
    asked.push({ field: 'customer', typed, told: customer.ruledOut?.partyIds ?? [] })
  }
  if (recipient && 'isNew' in recipient) {
    const employer = situation.parties.customer?.id
    const typed = {
      name: recipient.name,
      schema: 'person' as const,
      ...(employer === undefined ? {} : { employer }),
    }
    asked.push({ field: 'recipient', typed, told: recipient.ruledOut?.partyIds ?? [] })
  }
  const matches: Match[] = []
  for (const each of asked) matches.push(await matchFor(tx, reader, situation, each))
  return matches.filter((match) => match.candidates.length > 0)
}

async function matchFor(
  tx: Transaction,
  reader: Reader,
  situation: Situation,
  { field, typed, told }: Asked,
): Promise<Match> {
  const found = await findCandidates(tx, typed, situation.today)
  const needsCompliance = found.some(({ verdict }) => verdict === 'match')
  const isTold = (id: string) => told.includes(id)
  const shown = found.toSorted((a, b) => Number(isTold(a.id)) - Number(isTold(b.id))).slice(0, shownMax)
  const labelOf = await labelsOf(tx, reader, situation, typed.schema, shown)
  return {
    field,
    typed: typed.name,
    isOpen: needsCompliance || found.some(({ id }) => !isTold(id)),
    needsCompliance,
    candidates: shown.map((each) => {
      const [reason] = each.reasons
      return {
        id: each.id,
        kind: typed.schema,
        name: each.name,
        ...labelled(labelWith(labelOf(each.id), each.mark)),
        why: reason === undefined ? '' : fill(matchingTexts[`match.${reason}`], reader.language),
        score: Math.round(each.score * 100),
        isCertain: each.verdict === 'match',
      }
    }),
  }
}

function labelled(label: string | undefined): { readonly label?: string } {
  return label === undefined ? {} : { label }
}

/** The few words that tell namesakes apart: what a company is to us, where a person works. */
async function labelsOf(
  tx: Transaction,
  reader: Reader,
  situation: Situation,
  schema: Typed['schema'],
  found: readonly { readonly id: string }[],
): Promise<(id: string) => string | undefined> {
  const ids = found.map(({ id }) => id)
  if (schema === 'person') {
    const people = await shownPeople(tx, { language: reader.language, today: situation.today }, ids)
    return (id) => people.ref(id).label
  }
  const customers = await loadCustomers(tx, ids)
  return (id) => {
    const row = customers.get(id)
    return row && customerLabel(reader, row)
  }
}
