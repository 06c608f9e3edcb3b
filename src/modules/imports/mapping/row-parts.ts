import { readCreditCode } from '../../../kernel/credit-code.ts'
import type { BenefitForm, Direction, FactSetting, NormalisedRow, RecipientClass } from '../domain.ts'
import type { Mapper } from './compile.ts'
import type { Cells } from './conditions.ts'
import { classOf, sideOf } from './parties.ts'
import { quoted } from './reading.ts'
import type { Sheet } from './sheet.ts'

/** The form by substance, with purpose and occasion where the profile's rule knows them. */
export function readForm(
  mapper: Mapper,
  cells: Cells,
  sheet: Sheet,
): Pick<NormalisedRow, 'purpose' | 'context'> & { form?: BenefitForm } {
  const words = quoted(
    [cells('type'), cells('nature'), cells('item'), cells('hospitality')].filter((t) => t !== '').join(' / '),
  )
  const stated = cells('type') || cells('nature')
  if (isDisguised(mapper, cells, stated, sheet)) return {}
  const rule = mapper.formRules.find((r) => r.holds(cells))
  const stricter = stricterForm(mapper, cells, rule?.form)
  if (stricter) {
    const params = { text: quoted(cells(stricter.field)), type: quoted(stated) }
    sheet.notes.push(sheet.remark(stricter.field, { code: 'form.stricter', params }))
    return { form: stricter.form }
  }
  // A row that does not say what was given has that remark already.
  if (!rule && sheet.missing.some((m) => m.code === 'cell.empty')) return {}
  if (!rule) {
    const code = words === '' ? 'form.missing' : 'form.unknown'
    sheet.missing.push(sheet.remark('type', { code, params: { text: words } }))
    return {}
  }
  if (rule.assumption !== undefined) {
    sheet.assumptions.add(rule.assumption)
    sheet.assumedPaths.push(...pathsOf(mapper, rule.assumption))
  }
  return {
    form: rule.form,
    ...(rule.purpose !== undefined && { purpose: rule.purpose }),
    ...(rule.context !== undefined && { context: rule.context }),
  }
}

/** A word that hides what was given, as the kind or beside it. */
function isDisguised(mapper: Mapper, cells: Cells, stated: string, sheet: Sheet): boolean {
  const beside = mapper.profile.forms.disguisedIn.map((field) => ({ field, text: cells(field) }))
  const found = [{ field: 'type' as const, text: stated }, ...beside].find(({ text }) =>
    mapper.isDisguise.test(text),
  )
  if (!found) return false
  const params = { text: quoted(found.text) }
  sheet.missing.push(sheet.remark(found.field, { code: 'form.disguise', params }))
  return true
}

/** What words beside the kind say that it really was, where that is stricter than the kind itself. */
function stricterForm(mapper: Mapper, cells: Cells, plain: BenefitForm | undefined) {
  for (const { fields, pattern, form } of mapper.stricterForms) {
    // The strictest stand first, so what the kind itself says already is not made milder.
    if (form === plain) return undefined
    const field = fields.find((each) => pattern.test(cells(each)))
    if (field !== undefined) return { field, form }
  }
  return undefined
}

/** The facts that rest on an assumption alone; what the file itself bears out is not among them. */
function pathsOf(mapper: Mapper, assumption: string): readonly string[] {
  const stated = mapper.profile.assumptions.find((each) => each.id === assumption)
  return stated?.source === 'self' ? stated.facts : []
}

/** The class of the recipient; unknown when no rule of the profile knows it. */
export function readClass(mapper: Mapper, cells: Cells, direction: Direction, sheet: Sheet): RecipientClass {
  const rule = classOf(mapper.classRules, direction, cells)
  if (!rule) return 'unknown'
  if (rule.assumption !== undefined) {
    sheet.assumptions.add(rule.assumption)
    sheet.assumedPaths.push('recipient.class')
  }
  return rule.class
}

/** The facts that the profile adds to this row. */
export function readFacts(mapper: Mapper, cells: Cells, direction: Direction, sheet: Sheet): FactSetting[] {
  const side = sideOf(direction)
  const settings: FactSetting[] = []
  for (const rule of mapper.factRules) {
    if (rule.side !== undefined && rule.side !== side) continue
    if (!rule.applies(cells) || rule.excepted?.(cells) === true) continue
    settings.push(rule.setting)
    if (rule.assumption !== undefined) sheet.assumptions.add(rule.assumption)
  }
  return settings
}

/** Fields that a person must fill, and rows that read well and look wrong all the same. */
export function wantFields(mapper: Mapper, cells: Cells, sheet: Sheet): void {
  for (const group of mapper.profile.wanted) {
    const [first] = group.filter((field) => mapper.columns.at.has(field))
    const isSaid = group.some((field) => cells(field) !== '' && !mapper.isNil(cells(field)))
    if (first !== undefined && !isSaid) sheet.missing.push(sheet.remark(first, { code: 'cell.empty' }))
  }
  for (const doubt of mapper.doubts) {
    if (!doubt.looksWrong(cells) || doubt.isFine(cells)) continue
    sheet.missing.push(
      sheet.remark(doubt.field, { code: doubt.code, params: { text: quoted(cells(doubt.field)) } }),
    )
  }
}

/** A wrong 统一社会信用代码 would open a second customer beside the true one, and with it a second limit. */
export function checkCode(text: string, sheet: Sheet): void {
  if (text === '' || readCreditCode(text) !== undefined) return
  sheet.problems.push(sheet.remark('orgCode', { code: 'code.check', params: { text: quoted(text) } }))
}

/** What was given, in the file's own words. */
export function description(cells: Cells): string {
  const parts = [
    cells('item') || cells('hospitality') || cells('nature') || cells('type'),
    cells('reason'),
    cells('note'),
  ]
  const companions = cells('accompanied')
  const all = companions === '' ? parts : [...parts, `(${companions})`]
  return all
    .filter((part) => part !== '')
    .join(' · ')
    .replace(/\s+/g, ' ')
    .slice(0, 500)
}

/** Words in place of an amount may rest on an assumption, such as which limit "Above limit" means. */
export function assumeFromWords(mapper: Mapper, cell: string, sheet: Sheet): void {
  for (const word of mapper.profile.money.words) {
    if (word.assumption === undefined || !new RegExp(word.pattern, 'iu').test(cell)) continue
    sheet.assumptions.add(word.assumption)
    sheet.assumedPaths.push('benefit.value')
  }
}
