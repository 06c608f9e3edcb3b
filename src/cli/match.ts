import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { scorePair, type NameSchema, type Verdict } from '../modules/parties/index.ts'
import { fill, type Sentence } from '../texts/index.ts'
import { matchingTexts } from '../texts/matching.ts'
import { needText, WrongUse, type CliCommand } from './args.ts'
import { exit, type Io } from './io.ts'

/** Compares the pairs of a CSV file, one line each, in the order of the file. */
export const matchCommand: CliCommand = {
  summary: matchingTexts['match.command'],
  usage: '--pairs FILE.csv',
  options: { pairs: { type: 'string' } },
  run: async (call) => {
    const file = needText(call, 'pairs')
    for (const pair of pairsOf(file)) answer(call.io, pair)
    return exit.done
  },
}

type Pair = { readonly query: string; readonly entry: string; readonly schemas: readonly NameSchema[] }

function answer(io: Io, { query, entry, schemas }: Pair): void {
  const scores = schemas.map((schema) => scorePair(query, entry, schema))
  const { score, verdict, reasons } = scores.reduce((best, next) => (next.score > best.score ? next : best))
  if (io.json) return io.line({ query, entry, score, match: verdict === 'match' })
  const texts: Readonly<Record<string, Sentence>> = matchingTexts
  const why = reasons.map((reason) =>
    fill(texts[`match.${reason}`] ?? { zh: reason, en: reason }, io.language),
  )
  const word = fill(matchingTexts[verdictKeys[verdict]], io.language)
  io.answer(undefined, () => [`${score.toFixed(3)}  ${word}  ${query} | ${entry}  ${why.join('; ')}`])
}

const verdictKeys = {
  match: 'match.verdict.match',
  candidate: 'match.verdict.candidate',
  none: 'match.verdict.none',
} as const satisfies Record<Verdict, string>

/** Reads all pairs before the first is answered, so that a bad file gives no half answer. */
function pairsOf(file: string): Pair[] {
  const rows = rowsOf(file)
  const [head] = rows
  const missing = ['query', 'entry', 'schema'].filter((column) => !head?.includes(column))
  if (missing.length > 0)
    throw new WrongUse(matchingTexts['match.no_columns'], { file, columns: missing.join(', ') })
  const place = (column: string) => head?.indexOf(column) ?? -1
  const [query, entry, schema] = [place('query'), place('entry'), place('schema')]
  return rows.slice(1).map((row, at) => ({
    query: row[query] ?? '',
    entry: row[entry] ?? '',
    schemas: schemasOf(row[schema] ?? '', at + 2),
  }))
}

function rowsOf(file: string): string[][] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new WrongUse(matchingTexts['match.no_file'], { file })
  }
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true })
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault)
    throw new WrongUse(matchingTexts['match.not_csv'], { file, words })
  }
}

/**
 * Other people's files say Person, Company, LegalEntity or Vessel; whatever is no person is compared as an
 * organisation, and where nothing is said the better of the two counts.
 */
function schemasOf(text: string, row: number): readonly NameSchema[] {
  const word = text.trim().toLowerCase()
  if (word === '') return ['person', 'organisation']
  if (personWords.includes(word)) return ['person']
  if (organisationWords.includes(word)) return ['organisation']
  throw new WrongUse(matchingTexts['match.bad_schema'], { row, schema: text })
}

const personWords = 'person people individual 个人 人员'.split(' ')
const organisationWords =
  'organisation organization org company business legalentity entity publicbody vessel airplane 单位 企业 ' +
  '组织'.split(' ')
