import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { classes } from '../../parts/classes.ts'
import { FactInput, type FactValue } from '../../parts/fact-input.tsx'
import { useTexts } from '../../shell/text.ts'
import { without } from '../../shell/without.ts'
import { answerNone, answerNothing, asksMore, isAnswered, isTicked, toggle } from './circumstances.ts'
import type { Kind } from './form-fields.tsx'
import type { Form } from './form.ts'

type Field = Kind['circumstances'][number]
type Props = {
  readonly fields: Kind['circumstances']
  readonly facts: Form['facts']
  readonly currency: string
  /** True while the decision waits for one of them. */
  readonly isMissing: boolean
  readonly onChange: (facts: Form['facts']) => void
}

/** 特别情况: one list of ticks, where "none of these" is an answer and an untouched list is none. */
export function CircumstancesField({ fields, facts, currency, isMissing, onChange }: Props) {
  const say = useTexts(requestsTexts)
  if (fields.length === 0) return null
  const ticked = fields.filter((field) => isTicked(fields, field, facts))
  const isNone = isAnswered(fields, facts) && ticked.length === 0
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-second font-medium">{say('new.circumstances')}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Tick
            key={field.path}
            word={field.name}
            isTicked={ticked.includes(field)}
            onToggle={() => onChange(toggle(fields, field, facts, currency))}
          />
        ))}
        <Tick
          word={say('new.none_of_these')}
          isTicked={isNone}
          onToggle={() =>
            onChange(isNone ? answerNothing(fields, facts) : answerNone(fields, facts, currency))
          }
        />
      </div>
      {isMissing && !isAnswered(fields, facts) ? (
        <p className="text-meta text-warn">{say('new.circumstances_missing')}</p>
      ) : null}
      {ticked.filter(asksMore).map((field) => (
        <FactInput
          key={field.path}
          field={withoutNothing(field)}
          currency={currency}
          value={facts[field.path]}
          isMissing={facts[field.path] === undefined}
          onChange={(value) => onChange(withValue(facts, field.path, value))}
        />
      ))}
    </fieldset>
  )
}

type TickProps = { readonly word: string; readonly isTicked: boolean; readonly onToggle: () => void }

function Tick({ word, isTicked, onToggle }: TickProps) {
  return (
    <label
      className={classes(
        'flex min-h-7 cursor-pointer items-start gap-2 text-second',
        'pointer-coarse:min-h-10 pointer-coarse:items-center',
      )}
    >
      <input
        type="checkbox"
        checked={isTicked}
        onChange={onToggle}
        className="m-1 size-4 shrink-0 accent-brand"
      />
      {word}
    </label>
  )
}

/** A field that was ticked offers no choice that would take the tick away again. */
function withoutNothing(field: Field): Field {
  const choices = field.choices?.filter((choice) => choice.value !== field.unticked)
  return choices ? { ...field, choices } : field
}

/** What is not given yet stays unknown, and the tick stays with it. */
function withValue(facts: Form['facts'], path: string, value: FactValue | undefined): Form['facts'] {
  const rest = without(facts, path)
  return value === undefined ? rest : { ...rest, [path]: value }
}
