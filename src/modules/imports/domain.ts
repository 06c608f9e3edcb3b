import type { Facts, benefitForms, recipientClasses } from '../../contract/facts.ts'
import type { Money } from '../../kernel/money.ts'
import type { Refusal, RefusalValue } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { OtherSheet } from '../../platform/tables/read.ts'

/** Whose register a file is: that of others, which we only observe, or our own history. */
export type Book = 'observed' | 'own'

/** Seen from whoever keeps the register. */
export type Direction = 'given' | 'received' | 'offered' | 'declined'

export type BenefitForm = (typeof benefitForms)[number]
export type RecipientClass = (typeof recipientClasses)[number]
type Benefit = NonNullable<Facts['benefit']>
export type Purpose = NonNullable<Benefit['purpose']>
export type Context = NonNullable<Benefit['context']>

/** Where a fact comes from. A self-declared one can only make an outcome stricter. */
export type FactSource = 'record' | 'document' | 'self'

/** A fact's value as a profile writes it: money in minor units, a set of codes, or a plain value. */
export type FactValue =
  string | boolean | readonly string[] | { readonly currency: string; readonly minor: string }

/** One fact of a row by its path, for example `giver.sector`. */
export type FactSetting = {
  readonly path: string
  readonly value: FactValue
  readonly source: FactSource
}

/** A party as the file names it; matching it with a known one is the next step's work. */
export type RowParty = {
  readonly kind: 'person' | 'entity' | 'unknown'
  /** Empty when the file knows the party by number only. */
  readonly name: string
  /** Numbers by their scheme, for example `uscc` for 统一社会信用代码. */
  readonly ids: Readonly<Record<string, string>>
  readonly title?: string
  /** Telephone numbers, each written one way, with 、 between several. */
  readonly phone?: string
}

/** What a file says about a value; a bound is kept as a bound and never passed off as an amount. */
export type RowValue =
  | { readonly known: 'exact'; readonly money: Money }
  /** Known only from below; `marker` is what the file says, for example "Above limit". */
  | { readonly known: 'at_least'; readonly money: Money; readonly marker: string }
  | { readonly known: 'at_most'; readonly money: Money; readonly marker: string }
  | { readonly known: 'between'; readonly low: Money; readonly high: Money }

/** The day of a benefit; `to` and `precision` tell when the file knows only a span or a month. */
export type RowDay = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly precision: 'day' | 'span' | 'month'
}

/** Something about a row in words; `code` is a key of the texts, `field` the column's own heading. */
export type Remark = {
  readonly field: string
  readonly code: string
  readonly params: Readonly<Record<string, RefusalValue>>
}

/** A row in the product's own terms. */
export type NormalisedRow = {
  readonly line: number
  /** The same row gives the same key in every import, so that none enters twice. */
  readonly key: string
  /** The key by which the row is known where it entered by an earlier version of the profile. */
  readonly olderKey?: string
  readonly book: Book
  readonly direction: Direction
  readonly giver: RowParty
  readonly recipient: RowParty
  /** Further people whom the same line names: it is divided among all of them. */
  readonly others?: readonly RowParty[]
  /** The organisation for which the recipient acts. */
  readonly org?: RowParty
  readonly recipientClass: RecipientClass
  readonly day: RowDay
  readonly form: BenefitForm
  /** For one recipient. */
  readonly value: RowValue
  /** For all of them together, to the last minor unit as the file has it. */
  readonly whole: RowValue
  readonly recipientCount: number
  readonly purpose?: Purpose
  readonly context?: Context
  readonly description: string
  /** Which register or document the row comes from, as the file says. */
  readonly source: string
  /** Who handled it at the giver, as the file says. */
  readonly handler: string
  /** The benefit went to a relative of the recipient, so all of it is the family's share. */
  readonly isForRelative: boolean
  readonly facts: readonly FactSetting[]
  /** Paths of facts that the profile assumed while reading: form, class, purpose. */
  readonly assumedPaths: readonly string[]
  /** Assumptions of the profile that this row rests on, by id. */
  readonly assumptions: readonly string[]
  /** How a cell was read where that was not self-evident. */
  readonly notes: readonly Remark[]
}

/** What becomes of one line of a file. Every line becomes exactly one of these. */
export type MappedRow =
  | { readonly kind: 'ready'; readonly line: number; readonly row: NormalisedRow }
  /** Readable, but a person must complete a fact first. */
  | {
      readonly kind: 'held'
      readonly line: number
      readonly key: string
      readonly missing: readonly Remark[]
      readonly row: Partial<NormalisedRow>
      readonly cells: readonly string[]
    }
  | {
      readonly kind: 'rejected'
      readonly line: number
      readonly problems: readonly Remark[]
      readonly cells: readonly string[]
    }
  | {
      readonly kind: 'duplicate'
      readonly line: number
      readonly key: string
      readonly firstLine: number
      /** What stands under a number that a line above has: the same row again, or another one. */
      readonly again?: Again
    }
  | { readonly kind: 'nil'; readonly line: number; readonly why: NilReason }

/** A row under a number that was there before, as it reads and as the file has it. */
export type Again = {
  readonly row: NormalisedRow | undefined
  readonly cells: readonly string[]
}

/** Why a line holds no benefit. */
export type NilReason = 'nil_return' | 'empty_line' | 'repeated_header' | 'total_line'

/** What the mapping found out about the columns. */
export type MappedHeader = {
  readonly kind: 'header'
  readonly line: number
  /** Our field to the file's own heading. */
  readonly columns: Readonly<Record<string, string>>
  /** Headings that the profile does not read: said, so that nothing is left out unsaid. */
  readonly unread: readonly string[]
  /** Lines above the heading, such as a title. They are no rows. */
  readonly titleLines: number
  readonly heading: Heading
  /** The sheet of a workbook that is read, and those beside it that are not. */
  readonly sheet?: string
  readonly otherSheets?: readonly OtherSheet[]
}

/** What reading a single row of a file again takes: its heading, and how its bare day numbers count. */
export type Heading = { readonly cells: readonly string[]; readonly base1904: boolean }

export type Mapped = MappedHeader | MappedRow | { readonly kind: 'stopped'; readonly refusal: Refusal }
