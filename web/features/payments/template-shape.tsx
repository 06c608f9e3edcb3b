import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { encodings, separators, totalPlaces, type TemplateValues } from './template-values.ts'

/** What a part of the form changes. */
export type PartProps = {
  readonly values: TemplateValues
  readonly set: (part: Partial<TemplateValues>) => void
}

/** The name of a template, and how its file is written around the columns. */
export function ShapeFields({ values, set }: PartProps) {
  const say = useTexts(webTemplateTexts)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Line name="nameZh" label={say('tpl.name_zh')} {...{ values, set }} />
      <Line name="nameEn" label={say('tpl.name_en')} {...{ values, set }} />
      <Choice
        label={say('tpl.file')}
        value={values.file}
        options={(['text', 'xlsx'] as const).map((value) => ({ value, word: say(`tpl.file.${value}`) }))}
        onChoose={(file) => set({ file })}
      />
      {values.file === 'text' ? <TextFields values={values} set={set} /> : null}
      <Line name="rows" label={say('tpl.rows')} isNumber {...{ values, set }} />
      <div className="flex flex-col justify-end gap-1">
        <Tick
          label={say('tpl.heading')}
          isOn={values.hasHeading}
          onTick={(hasHeading) => set({ hasHeading })}
        />
        <Tick label={say('tpl.split')} isOn={values.isSplit} onTick={(isSplit) => set({ isSplit })} />
      </div>
      <Field label={say('tpl.above')} hint={say('tpl.above_hint')}>
        {(tied) => (
          <TextArea
            {...tied}
            rows={2}
            value={values.above}
            onChange={(event) => set({ above: event.target.value })}
          />
        )}
      </Field>
      <div className="space-y-3">
        <Choice
          label={say('tpl.totals')}
          value={values.totals}
          options={totalPlaces.map((value) => ({ value, word: say(`tpl.totals.${value}`) }))}
          onChoose={(totals) => set({ totals })}
        />
        {values.totals === 'none' ? null : (
          <Line
            name="totalsCells"
            label={say('tpl.totals_cells')}
            hint={say('tpl.totals_hint')}
            {...{ values, set }}
          />
        )}
      </div>
    </div>
  )
}

function TextFields({ values, set }: PartProps) {
  const say = useTexts(webTemplateTexts)
  return (
    <>
      <Choice
        label={say('tpl.encoding')}
        value={values.encoding}
        options={encodings.map((value) => ({ value, word: say(`tpl.encoding.${value}`) }))}
        onChoose={(encoding) => set({ encoding })}
      />
      <Choice
        label={say('tpl.separator')}
        value={values.separator}
        options={separators.map((value) => ({ value, word: say(`tpl.separator.${value}`) }))}
        onChoose={(separator) => set({ separator })}
      />
      <Choice
        label={say('tpl.line_end')}
        value={values.lineEnd}
        options={(['crlf', 'lf'] as const).map((value) => ({ value, word: say(`tpl.line_end.${value}`) }))}
        onChoose={(lineEnd) => set({ lineEnd })}
      />
    </>
  )
}

type LineProps = PartProps & {
  readonly name: 'nameZh' | 'nameEn' | 'rows' | 'totalsCells'
  readonly label: string
  readonly hint?: string
  readonly isNumber?: boolean
}

function Line({ name, label, hint, isNumber = false, values, set }: LineProps) {
  return (
    <Field label={label} hint={hint}>
      {(tied) => (
        <Input
          {...tied}
          inputMode={isNumber ? 'numeric' : undefined}
          maxLength={isNumber ? 5 : 200}
          value={values[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}

type ChoiceProps<Value extends string> = {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly word: string }[]
  readonly onChoose: (value: Value) => void
}

function Choice<Value extends string>({ label, value, options, onChoose }: ChoiceProps<Value>) {
  return (
    <Field label={label}>
      {(tied) => (
        <Select
          {...tied}
          value={value}
          options={options}
          onChange={(chosen) => {
            const found = options.find((option) => option.value === chosen)
            if (found) onChoose(found.value)
          }}
        />
      )}
    </Field>
  )
}

type TickProps = {
  readonly label: string
  readonly isOn: boolean
  readonly onTick: (isOn: boolean) => void
}

/** A choice of yes or no with its words beside it. */
export function Tick({ label, isOn, onTick }: TickProps) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-2 text-second pointer-coarse:min-h-10">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onTick(event.target.checked)}
        className="size-5 shrink-0 accent-brand"
      />
      {label}
    </label>
  )
}
