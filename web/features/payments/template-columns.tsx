import { ArrowUp, Plus, X } from 'lucide-react'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Button, iconButtonLook } from '../../parts/button.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { Tick, type PartProps } from './template-shape.tsx'
import { fields, movedUp, newColumn, ways, type ColumnValues } from './template-values.ts'

/** The columns of a template in their order, and what each holds. */
export function TemplateColumns({ values: { columns, file }, set }: PartProps) {
  const say = useTexts(webTemplateTexts)
  const setColumn = (key: number, part: Partial<ColumnValues>) =>
    set({ columns: columns.map((column) => (column.key === key ? { ...column, ...part } : column)) })
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 font-medium">{say('tpl.columns')}</legend>
      {columns.map((column, at) => (
        <section
          key={column.key}
          aria-label={say('tpl.column', { at: at + 1 })}
          className={`rounded-md border p-3 ${column.field === '' ? 'border-warn-line' : 'border-line'}`}
        >
          <div className="mb-2 flex items-center justify-between gap-2">
            <h3 className="text-second font-medium text-ink-2">{say('tpl.column', { at: at + 1 })}</h3>
            <span className="flex">
              {at === 0 ? null : (
                <button
                  type="button"
                  className={iconButtonLook}
                  aria-label={say('tpl.column_up', { at: at + 1 })}
                  onClick={() => set({ columns: movedUp(columns, at) })}
                >
                  <ArrowUp aria-hidden="true" size={16} />
                </button>
              )}
              <button
                type="button"
                className={iconButtonLook}
                aria-label={say('tpl.column_remove', { at: at + 1 })}
                onClick={() => set({ columns: columns.filter(({ key }) => key !== column.key) })}
              >
                <X aria-hidden="true" size={16} />
              </button>
            </span>
          </div>
          <ColumnFields
            column={column}
            isWorkbook={file === 'xlsx'}
            setColumn={(part) => setColumn(column.key, part)}
          />
        </section>
      ))}
      <Button
        icon={<Plus aria-hidden="true" size={15} />}
        onClick={() => set({ columns: [...columns, newColumn(columns)] })}
      >
        {say('tpl.column_add')}
      </Button>
    </fieldset>
  )
}

type ColumnProps = {
  readonly column: ColumnValues
  readonly isWorkbook: boolean
  readonly setColumn: (part: Partial<ColumnValues>) => void
}

function ColumnFields({ column, isWorkbook, setColumn }: ColumnProps) {
  const say = useTexts(webTemplateTexts)
  const { title, field, sample, text, most, isNeeded, isNumber } = column
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Text label={say('tpl.column_title')} value={title} onText={(next) => setColumn({ title: next })} />
      <Field
        label={say('tpl.column_field')}
        hint={sample === '' ? undefined : say('tpl.column_sample', { sample })}
      >
        {(tied) => (
          <Select
            {...tied}
            value={field}
            empty={say('tpl.field.choose')}
            options={fields.map((value) => ({ value, word: say(`tpl.field.${value}`) }))}
            onChange={(chosen) => setColumn({ field: fields.find((each) => each === chosen) ?? '' })}
          />
        )}
      </Field>
      {field === 'fixed' ? (
        <Text label={say('tpl.column_text')} value={text} onText={(next) => setColumn({ text: next })} />
      ) : null}
      {field === 'purpose' ? <WordFields column={column} setColumn={setColumn} /> : null}
      <Text label={say('tpl.column_most')} value={most} onText={(next) => setColumn({ most: next })} />
      <div className="flex flex-col justify-end gap-1">
        <Tick
          label={say('tpl.column_needed')}
          isOn={isNeeded}
          onTick={(isOn) => setColumn({ isNeeded: isOn })}
        />
        {field === 'amount' && isWorkbook ? (
          <Tick
            label={say('tpl.column_number')}
            isOn={isNumber}
            onTick={(isOn) => setColumn({ isNumber: isOn })}
          />
        ) : null}
      </div>
    </div>
  )
}

function WordFields({ column: { words }, setColumn }: Pick<ColumnProps, 'column' | 'setColumn'>) {
  const say = useTexts(webTemplateTexts)
  return ways.map((way) => (
    <Text
      key={way}
      label={say(`tpl.word.${way}`)}
      value={words[way]}
      onText={(word) => setColumn({ words: { ...words, [way]: word } })}
    />
  ))
}

type TextProps = {
  readonly label: string
  readonly value: string
  readonly onText: (text: string) => void
}

function Text({ label, value, onText }: TextProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <Input {...tied} maxLength={60} value={value} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  )
}
