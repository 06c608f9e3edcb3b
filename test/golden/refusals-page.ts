import { operations } from '../../src/contract/index.ts'
import { refusals } from '../../src/texts/refusals/index.ts'
import type { Sentence } from '../../src/texts/text.ts'

/** Every refusal with its words, its way out and the operations that answer with it, as Markdown. */
export function refusalsPage(): string {
  const modules = Map.groupBy(Object.keys(refusals).toSorted(), (code) => code.split('.')[0] ?? '')
  const parts = [...modules].flatMap(([module, codes]) => ['', `## ${module}`, ...codes.flatMap(entryOf)])
  return `${['# Refusals', '', ...intro, ...parts].join('\n')}\n`
}

const intro = [
  'A refusal is an answer with a stable code, not an error: it is recorded, and it says the way out. It comes as',
  '`application/problem+json` with `code`, `title` and `wayOut` in the language of the reader.',
]

function entryOf(code: string): string[] {
  const text = refusals[code]
  if (!text) throw new Error(`${code} has no words`)
  const users = operations.filter((each) => each.refusals.includes(code)).map(({ id }) => `\`${id}\``)
  return [
    '',
    `### \`${code}\``,
    '',
    text.says.zh,
    `→ ${text.wayOut.zh}`,
    '',
    english(text.says),
    `→ ${english(text.wayOut)}`,
    ...(users.length > 0 ? ['', `Answered by ${users.join(', ')}.`] : []),
  ]
}

function english({ en }: Sentence): string {
  return typeof en === 'string' ? en : en.other
}
