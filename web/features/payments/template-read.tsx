import { TriangleAlert } from 'lucide-react'
import { resultFields, resultOutcomes } from '../../../src/contract/template-fields.ts'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Detail = Answer<'bankTemplate'>
type Props = { readonly results: Detail['content']['results'] } & Pick<Detail, 'oddWords'>

/** How the results of what leaves by a template are read; the second person sees it before it counts. */
export function ResultsRead({ results, oddWords }: Props) {
  const say = useTexts(webTemplateTexts)
  const isOdd = (word: string) => oddWords.some((each) => each.word === word)
  return (
    <section className="space-y-2">
      <h3 className="font-medium">{say('tpl.results_read')}</h3>
      <p className="text-second text-ink-2">
        {say(results === undefined ? 'tpl.results_common' : 'tpl.results_read_text')}
      </p>
      {results === undefined ? null : (
        <table className="w-full text-second">
          <tbody>
            {resultFields.map((name) => (
              <Line key={name} head={say(`tpl.result.${name}`)} texts={results.columns[name]} />
            ))}
            {resultOutcomes.map((name) => (
              <Line key={name} head={say(`tpl.result.${name}`)} texts={results.words[name]} isOdd={isOdd} />
            ))}
          </tbody>
        </table>
      )}
      {oddWords.map(({ word, here, commonly }) => (
        <p key={word} className="flex items-start gap-2 text-second text-warn">
          <TriangleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
          {say('tpl.word_odd', {
            word,
            here: say(`tpl.outcome.${here}`),
            commonly: say(`tpl.outcome.${commonly}`),
          })}
        </p>
      ))}
    </section>
  )
}

type LineProps = {
  readonly head: string
  readonly texts: readonly string[] | undefined
  readonly isOdd?: (text: string) => boolean
}

function Line({ head, texts = [], isOdd = () => false }: LineProps) {
  if (texts.length === 0) return null
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <th scope="row" className="py-1 pr-4 text-left font-normal text-ink-2">
        {head}
      </th>
      <td className="py-1 break-words">
        <ul>
          {texts.map((text) => (
            <li key={text} className={isOdd(text) ? 'font-medium text-warn' : undefined}>
              {text}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
