import { resultOutcomes } from '../../../contract/template-fields.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { unwritable } from '../bank/batch-encoding.ts'
import { breaksRow } from '../bank/batch-file.ts'
import { plainTitle } from '../bank/bank-table.ts'
import { plainWord } from '../bank/result-file.ts'
import { asBatchTemplate, neededFields, type TemplateContent } from './content.ts'

/** A bank reads each of these from one column; the same twice would let it choose. */
const onceFields: readonly string[] = [
  'sequence',
  'number',
  'payer_account',
  'payee_account',
  'payee_name',
  'payee_cnaps',
  'payee_phone',
  'province',
  'city',
  'amount',
  'currency',
  'purpose',
  'same_bank',
]

/** Why nobody can pay by this template; undefined where its columns, words and letters hold together. */
export function templateObjection(content: TemplateContent): Refusal | undefined {
  return (
    fieldsObjection(content) ??
    titlesObjection(content) ??
    columnsObjection(content) ??
    lettersObjection(content) ??
    resultsObjection(content)
  )
}

function fieldsObjection({ columns }: TemplateContent): Refusal | undefined {
  const fields = columns.map(({ field }) => field)
  const missing = neededFields.filter((field) => !fields.includes(field))
  if (missing.length > 0) return refuse('bank.template_needs', { fields: missing.join(', ') })
  const twice = onceFields.find((field) => fields.filter((each) => each === field).length > 1)
  if (twice === undefined) return undefined
  const titles = columns.filter(({ field }) => field === twice).map(({ title }) => title)
  return refuse('bank.template_field_twice', { field: twice, titles: titles.join(', ') })
}

function titlesObjection({ columns }: TemplateContent): Refusal | undefined {
  const title = firstTwice(columns.map((column) => column.title))
  return title === undefined ? undefined : refuse('bank.template_headings_alike', { title })
}

/** The first title that stands twice, blanks and units aside. */
export function firstTwice(titles: readonly string[]): string | undefined {
  const plain = titles.map(plainTitle)
  return titles.find((_, i) => plain.indexOf(plain[i] ?? '') !== i)
}

function columnsObjection({ columns, file, heading, above }: TemplateContent): Refusal | undefined {
  if (file === 'xlsx' && !heading && above.length === 0) return refuse('bank.template_workbook_heading')
  for (const { title, field, text, words, cell } of columns) {
    if ((field === 'fixed') !== (text !== undefined)) return refuse('bank.template_fixed_text', { title })
    const hasWords = words !== undefined && Object.keys(words).length > 0
    if ((field === 'purpose') !== hasWords) return refuse('bank.template_purpose_words', { title })
    if (cell === 'number' && (field !== 'amount' || file !== 'xlsx')) {
      return refuse('bank.template_number_cell', { title })
    }
  }
  return undefined
}

/** Controls, and marks that turn the direction of writing: a reader would see another text than the bank. */
const hidden = /[^\P{Cc}\t\r\n]|\p{Bidi_Control}/u

/** Every text of the template itself has to stand in its file as it is written here. */
function lettersObjection(content: TemplateContent): Refusal | undefined {
  const { format, delimiter, encoding } = asBatchTemplate('', content)
  for (const text of ownTexts(content)) {
    const short = text.slice(0, 40)
    const isBroken = format === 'text' ? breaksRow(text, delimiter) : /^[=+\-@]/.test(text)
    if (isBroken || hidden.test(text)) return refuse('bank.template_text_breaks', { text: short })
    const letter = format === 'text' ? unwritable(text, encoding) : undefined
    if (letter !== undefined) return refuse('bank.template_letters', { text: short, letter, encoding })
  }
  return undefined
}

function ownTexts({ columns, above, totals }: TemplateContent): string[] {
  const inColumns = columns.flatMap(({ title, text, words }) => [
    title,
    ...(text === undefined ? [] : [text]),
    ...Object.values(words ?? {}),
  ])
  const inTotals = (totals?.cells ?? []).flatMap((cell) => (typeof cell === 'string' ? [] : [cell.text]))
  return [...inColumns, ...above.flat(), ...inTotals]
}

/** A word that means two things, or a heading that is read as two, would pay or fail by chance. */
function resultsObjection({ results }: TemplateContent): Refusal | undefined {
  if (results === undefined) return undefined
  const { columns, words } = results
  const names =
    columns.number !== undefined || (columns.account !== undefined && columns.amount !== undefined)
  if (columns.outcome === undefined || !names) return refuse('bank.template_result_columns')
  if (words.paid === undefined || words.failed === undefined) return refuse('bank.template_result_words')
  const title = firstTwice(Object.values(columns).flat())
  if (title !== undefined) return refuse('bank.template_result_twice', { word: title })
  const all = resultOutcomes.flatMap((outcome) => words[outcome] ?? []).map(plainWord)
  const word = all.find((each, i) => all.indexOf(each) !== i)
  return word === undefined ? undefined : refuse('bank.template_result_twice', { word })
}
