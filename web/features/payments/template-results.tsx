import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Field, Input } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { Tick, type PartProps } from './template-shape.tsx'
import { resultColumns, resultWords } from './template-values.ts'

/** How the result file of the bank is read, where it has headings and words of its own. */
export function ResultFields({ values, set }: PartProps) {
  const say = useTexts(webTemplateTexts)
  const { hasResults, results } = values
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 font-medium">{say('tpl.results')}</legend>
      <Tick label={say('tpl.results_own')} isOn={hasResults} onTick={(isOn) => set({ hasResults: isOn })} />
      <p className="text-meta text-ink-3">{say('tpl.results_hint')}</p>
      {hasResults ? (
        <div className="grid gap-3 sm:grid-cols-2">
          {[...resultColumns, ...resultWords].map((name) => (
            <Field key={name} label={say(`tpl.result.${name}`)}>
              {(tied) => (
                <Input
                  {...tied}
                  maxLength={200}
                  value={results[name]}
                  onChange={(event) => set({ results: { ...results, [name]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
    </fieldset>
  )
}
