import type { BenefitForm, Context, Direction, FactSetting, Purpose, RowDay, RowValue } from '../domain.ts'
import type { Profile, ProfileField } from '../profiles/profile.ts'
import { anyOf, condition, remembering, type Cells, type Condition } from './conditions.ts'
import type { Columns } from './header.ts'
import { mended } from './mended.ts'
import { classRules, type ClassRule } from './parties.ts'
import { periodIn, type Period } from './period.ts'
import { readDay } from './read-day.ts'
import { readValue } from './read-value.ts'
import type { Reading } from './reading.ts'
import type { ValueField } from './row-value.ts'

/** What a mapping needs from outside. */
export type MapContext = {
  /** The day of the import in the company's zone. */
  readonly today: string
  readonly base1904: boolean
}

type FormRule = {
  readonly holds: Condition
  readonly form: BenefitForm
  readonly purpose: Purpose | undefined
  readonly context: Context | undefined
  readonly assumption: string | undefined
}

type StricterForm = {
  readonly fields: readonly ProfileField[]
  readonly pattern: RegExp
  readonly form: BenefitForm
}

type FactRule = {
  readonly applies: Condition
  readonly excepted: Condition | undefined
  readonly side: 'outward' | 'inward' | undefined
  readonly setting: FactSetting
  readonly assumption: string | undefined
}

/** A profile made ready for one file: patterns compiled, days and values remembered. */
export type Mapper = {
  readonly profile: Profile
  readonly columns: Columns
  readonly isNil: (text: string) => boolean
  /** Words in place of the name of a party: whoever they mean is not one party. */
  readonly isUnnamed: (text: string) => boolean
  readonly isTotal: RegExp
  readonly directions: readonly { pattern: RegExp; is: Direction; isForRelative: boolean }[]
  readonly day: (cell: string, period: string) => Reading<RowDay>
  readonly value: (field: ValueField, cell: string) => Reading<RowValue>
  readonly formRules: readonly FormRule[]
  readonly isDisguise: RegExp
  readonly stricterForms: readonly StricterForm[]
  readonly classRules: readonly ClassRule[]
  readonly factRules: readonly FactRule[]
  readonly doubts: readonly { looksWrong: Condition; isFine: Condition; field: ProfileField; code: string }[]
  /** Fields whose cells say what happened, as opposed to who reports it. */
  readonly contentFields: readonly ProfileField[]
}

/** Makes a profile ready for the columns of one file. */
export function compileMapper(profile: Profile, columns: Columns, context: MapContext): Mapper {
  const nil = anyOf(profile.nil.patterns)
  const unnamed = anyOf(profile.parties.unnamed)
  const frame = new Set<ProfileField>(profile.nil.frame)
  return {
    profile,
    columns,
    isNil: (text) => nil.test(text),
    isUnnamed: (text) => nil.test(text) || unnamed.test(text),
    isTotal: anyOf(profile.nil.totals),
    directions: profile.direction.rules.map((rule) => ({ ...rule, pattern: new RegExp(rule.pattern, 'iu') })),
    day: dayReader(profile, context),
    value: valueReader(profile, columns),
    formRules: formRules(profile),
    isDisguise: anyOf(profile.forms.disguises),
    stricterForms: profile.forms.stricter.map((one) => ({ ...one, pattern: new RegExp(one.pattern, 'iu') })),
    classRules: classRules(profile),
    factRules: factRules(profile),
    doubts: profile.doubts.map((doubt) => ({
      looksWrong: condition(doubt.when),
      isFine: condition(doubt.unless),
      field: doubt.field,
      code: doubt.code,
    })),
    contentFields: [...columns.at.keys()].filter((field) => !frame.has(field)),
  }
}

function dayReader(profile: Profile, context: MapContext): Mapper['day'] {
  const periods = remembering<{ period: Period | undefined }>((title) => ({ period: periodIn(title) }))
  const { order, serials, earliest } = profile.dates
  const days = remembering((both) => {
    const [cell = '', title = ''] = both.split('\u0001')
    const { period } = periods(title)
    const base = { order, serials, earliest, today: context.today, base1904: context.base1904 }
    return readDay(cell, period ? { ...base, period } : base)
  })
  return (cell, title) => days(`${cell}\u0001${title}`)
}

function valueReader(profile: Profile, columns: Columns): Mapper['value'] {
  const words = profile.money.words.map(({ pattern, known, amount }) => {
    const ready = { pattern: new RegExp(pattern, 'iu'), known }
    return amount === undefined ? ready : { ...ready, amount }
  })
  const reader = (field: ValueField) => {
    const { power = 0, currency = profile.money.currency } = columns.units[field] ?? {}
    return remembering((cell) => readValue(cell, { currency, words, power }))
  }
  const readers = { value: reader('value'), worth: reader('worth'), unitPrice: reader('unitPrice') }
  return (field, cell) => readers[field](cell)
}

function formRules(profile: Profile): FormRule[] {
  const rules = profile.forms.rules.map(({ when, form, purpose, context, assumption }) => ({
    holds: condition(when),
    form,
    purpose,
    context,
    assumption,
  }))
  const last = profile.forms.otherwise
  if (!last) return rules
  const rest = { holds: condition(last.when), form: last.form, purpose: undefined, context: undefined }
  return [...rules, { ...rest, assumption: last.assumption }]
}

function factRules(profile: Profile): FactRule[] {
  return profile.facts.map(({ path, value, source, when, unless, direction, assumption }) => ({
    applies: condition(when),
    excepted: unless === undefined ? undefined : condition(unless),
    side: direction,
    setting: { path, value, source },
    assumption,
  }))
}

/** The cells of a row by field: trimmed, or the profile's constant where the file has no such column. */
export function cellsOf(mapper: Mapper, cells: readonly string[]): Cells {
  const { at } = mapper.columns
  const constants = mapper.profile.constants
  return (field) => {
    const column = at.get(field)
    return column === undefined ? (constants[field] ?? '') : mended(cells[column] ?? '').trim()
  }
}
