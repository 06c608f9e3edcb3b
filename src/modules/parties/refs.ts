import type { z } from 'zod'
import type { partyRef } from '../../contract/screens.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { partySentence, partyTexts } from '../../texts/parties.ts'
import { fill, type Language, type TextValue } from '../../texts/text.ts'
import {
  loadCustomers,
  loadPeople,
  loadPersonDetails,
  loadPersonSituations,
  type PersonSituation,
} from './store.ts'
import type { CustomerRow } from './tables.ts'

/** For whom and as of when parties are put into words. */
export type PartyReader = { readonly language: Language; readonly today: LocalDate }

type PartyRef = z.output<typeof partyRef>

/** A sentence about a party in the reader's language. */
export function sayParty(
  { language }: Pick<PartyReader, 'language'>,
  key: keyof typeof partyTexts,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(partyTexts[key], language, params)
}

/** The word for a value of a list, such as `class.hcp`; the value itself where no list has it. */
export function partyWord({ language }: Pick<PartyReader, 'language'>, list: string, value: string): string {
  const sentence = partySentence(`${list}.${value}`)
  return sentence ? fill(sentence, language) : value
}

/**
 * The names of parties by id, in three queries however many there are: a register page asks for all of its
 * own at once. Somebody whose personal data was erased keeps the identifier as the name.
 */
export async function partyRefs(tx: Transaction, ids: readonly string[]): Promise<Map<string, PartyRef>> {
  const asked = [...new Set(ids)]
  const customers = await loadCustomers(tx, asked)
  const rest = asked.filter((id) => !customers.has(id))
  const people = await loadPeople(tx, rest)
  const details = await loadPersonDetails(tx, [...people.keys()])
  return new Map([
    ...[...customers.values()].map((row) => [row.id, customerRef(row)] as const),
    ...[...people.keys()].map(
      (id) => [id, { id, kind: 'person' as const, name: details.get(id)?.name ?? id }] as const,
    ),
  ])
}

/** An organisation by its short name. */
export function customerRef(row: CustomerRow): PartyRef {
  return { id: row.id, kind: 'organisation', name: row.short_name ?? row.name }
}

/** The few words that tell customers apart: 经销商 · A 级. */
export function customerLabel(reader: Pick<PartyReader, 'language'>, row: CustomerRow): string {
  const role =
    row.type === 'company' ? partyWord(reader, 'role', row.role) : partyWord(reader, 'type', row.type)
  return [role, row.grade === null ? '' : sayParty(reader, 'grade', { grade: row.grade })]
    .filter(Boolean)
    .join(' · ')
}

/** The few words that tell namesakes apart: employer and position. */
function personLabel(situation: PersonSituation, employers: ReadonlyMap<string, CustomerRow>): string {
  const [employment] = situation.employments
  const employer = employers.get(employment?.customer_id ?? '')
  return [employer?.short_name ?? employer?.name, employment?.position].filter(Boolean).join(' · ')
}

/** People with all that a list shows of them, in one load. */
export type ShownPeople = {
  readonly ref: (id: string) => PartyRef
  readonly situation: (id: string) => PersonSituation
  readonly employer: (id: string) => CustomerRow | undefined
}

/** Loads what a list of people shows: name, label, situation of today. */
export async function shownPeople(
  tx: Transaction,
  reader: PartyReader,
  ids: readonly string[],
): Promise<ShownPeople> {
  const details = await loadPersonDetails(tx, ids)
  const situations = await loadPersonSituations(tx, ids)
  const employerIds = ids.flatMap((id) => situations(id, reader.today).employments[0]?.customer_id ?? [])
  const employers = await loadCustomers(tx, [...new Set(employerIds)])
  return {
    situation: (id) => situations(id, reader.today),
    employer: (id) => employers.get(situations(id, reader.today).employments[0]?.customer_id ?? ''),
    ref: (id) => {
      const label = personLabel(situations(id, reader.today), employers)
      const name = details.get(id)?.name ?? id
      return { id, kind: 'person', name, ...(label === '' ? {} : { label }) }
    },
  }
}
