import type { z } from 'zod'
import type { badgeJson, stateJson } from '../../contract/screens.ts'
import { toMoneyJson, type MoneyJson } from '../../kernel/money.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { benefitSentence, benefitTexts } from '../../texts/benefits.ts'
import { requestsTexts } from '../../texts/requests.ts'
import { fill, type Language, type TextValue } from '../../texts/text.ts'
import { nameOf, type Organisation } from '../access/index.ts'
import { partyRefs } from '../parties/index.ts'
import { ownBook } from './domain.ts'
import type { AlertKind } from './changes.ts'
import type { RegisterText } from './register-filter.ts'
import type { BenefitRow } from './tables.ts'

/** For whom and as of when the register is put into words. */
export type RegisterReader = {
  readonly actor: Actor
  readonly language: Language
  readonly now: Instant
  readonly today: LocalDate
  readonly organisation: Organisation
}

type Reading = Pick<RegisterReader, 'language'>

/** A sentence of the register in the reader's language. */
export function sayOf(
  { language }: Reading,
  key: keyof typeof benefitTexts,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(benefitTexts[key], language, params)
}

/** Says that more parties have a text in their name than a selection looked up, where that is so. */
export function namesCut(reader: Reading, { part, cutAt }: RegisterText): string | undefined {
  return cutAt === undefined ? undefined : sayOf(reader, 'names_cut', { text: part, limit: cutAt })
}

/** The word for a kind of benefit by its form. */
export function formWord({ language }: Reading, form: string): string {
  const sentence = benefitSentence(`form.${form}`)
  return sentence ? fill(sentence, language) : form
}

/** The name of a book; an observed one is called by its own identifier. */
export function bookWord({ language }: Reading, book: string): string {
  return book === ownBook ? fill(benefitTexts['book.own'], language) : book
}

type RequestKey = keyof typeof requestsTexts

/** A word that requests and the register share: states, verdicts, directions. */
export function sharedWord({ language }: Reading, key: string): string {
  return Object.hasOwn(requestsTexts, key) ? fill(requestsTexts[key as RequestKey], language) : key
}

/** A verdict as a badge. The database holds the list of outcomes, so the text is one of them. */
export function badgeOf(reader: Reading, outcome: string): z.output<typeof badgeJson> {
  return {
    outcome: outcome as z.output<typeof badgeJson>['outcome'],
    word: sharedWord(reader, `verdict.${outcome}`),
    short: sharedWord(reader, `verdict.short.${outcome}`),
  }
}

/** The mark that an alert leaves on its row. */
const markOfAlert = {
  earlier_entry: 'alert',
  before_approval: 'before_approval',
  forbidden: 'forbidden',
  own_loosening: 'own_loosening',
  differs: 'differs',
  unnamed_guest: 'unnamed_guest',
  doubtful_guest: 'doubtful_guest',
  repeated_list: 'repeated_list',
  doubtful_invoice: 'doubtful_invoice',
} as const satisfies Record<AlertKind, string>

/** A state with its marks. The database holds the list of states, so the text is one of them. */
export function stateOfRow(
  reader: Reading,
  row: Pick<BenefitRow, 'state' | 'is_late' | 'outcome' | 'book'>,
  beside: { readonly hasTwin?: boolean; readonly alerts?: readonly AlertKind[] | undefined } = {},
): z.output<typeof stateJson> {
  const marks = [
    ...(row.outcome === 'allow_with_conditions' ? ['conditions'] : []),
    // What others did was never declared to us, in time or late.
    ...(row.is_late && row.book === ownBook ? ['late'] : []),
  ]
  const own = [
    ...(beside.hasTwin ? (['duplicate'] as const) : []),
    ...(beside.alerts ?? []).map((kind) => markOfAlert[kind]),
  ]
  return {
    state: row.state as z.output<typeof stateJson>['state'],
    word: sharedWord(reader, `state.${row.state}`),
    marks: [
      ...marks.map((key) => ({ key, word: sharedWord(reader, `mark.${key}`) })),
      ...own.map((key) => ({ key, word: sayOf(reader, `mark.${key}`) })),
    ],
  }
}

/** What a row is about: its own words; in English the kind, because titles of our own book are in Chinese. */
export function titleOf(reader: Reading, row: Pick<BenefitRow, 'title' | 'form' | 'book'>): string {
  const isForeign = reader.language === 'en' && row.book === ownBook
  return row.title === '' || isForeign ? formWord(reader, row.form) : row.title
}

/** An amount as JSON carries it. */
export function moneyOf(currency: string, minor: bigint): MoneyJson {
  return toMoneyJson({ currency: currency.trim(), minor })
}

type Party = ReturnType<Awaited<ReturnType<typeof partyRefs>>['get']>

/** The names behind the identifiers of a page, loaded together. */
export type RowNames = {
  readonly party: (id: string | null) => Party
  readonly staff: (id: string | null) => string
  readonly entity: (id: string | null) => string
}

/** Loads the names of a page of rows in three queries. */
export async function namesFor(
  tx: Transaction,
  reader: RegisterReader,
  partyIds: readonly (string | null)[],
): Promise<RowNames> {
  const refs = await partyRefs(
    tx,
    partyIds.filter((id) => id !== null),
  )
  return {
    party: (id) => refs.get(id ?? ''),
    staff: (id) => staffName(reader, id),
    entity: (id) => entityName(reader, id),
  }
}

/** The name of a member of staff. */
export function staffName({ organisation, language }: RegisterReader, id: string | null): string {
  const person = organisation.people.get(id ?? '')
  return person ? nameOf(person, language) : (id ?? '')
}

/** The name of one of our entities. */
export function entityName({ organisation, language }: RegisterReader, id: string | null): string {
  const entity = organisation.entities.get(id ?? '')
  return entity ? nameOf(entity, language) : (id ?? '')
}
