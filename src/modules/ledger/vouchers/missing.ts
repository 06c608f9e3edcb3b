import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { dimensionTexts } from '../../../texts/dimensions.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { noSubject, type MissingCode } from './dimensions.ts'

/** So many codes are named in one sentence; the page of the vouchers lists all of them. */
const namedMax = 50

/** The refusal that names the codes which some vouchers lack. */
export function missingObjection(missing: readonly MissingCode[], vouchers: number): Refusal {
  return refuse('ledger.dimension_codes_missing', {
    vouchers,
    count: missing.length,
    missing_zh: inWords(missing, 'zh-CN'),
    missing_en: inWords(missing, 'en'),
  })
}

function inWords(missing: readonly MissingCode[], language: Language): string {
  const isChinese = language === 'zh-CN'
  const named = missing.slice(0, namedMax).map((each) => missingWord(each, language))
  const more = missing.length > namedMax ? ['…'] : []
  return [...named, ...more].join(isChinese ? '；' : '; ')
}

/** A missing code in words, with the first document that needs it. */
function missingWord(
  { kind, subjectId, name, references: [first] }: MissingCode,
  language: Language,
): string {
  const word = fill(dimensionTexts[`dimension.${kind}`], language)
  const called = subjectId === noSubject ? fill(dimensionTexts['dimension.none'], language) : name
  const where = first === undefined ? '' : language === 'zh-CN' ? `（${first}）` : ` (${first})`
  return `${word} ${called}${where}`
}
