import { benefitsTexts } from '../../../src/texts/web-benefits.ts'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useTexts } from '../../shell/text.ts'
import { columns, columnWords, type TableView } from './columns.ts'

type Props = {
  readonly view: TableView
  readonly onChange: (view: TableView) => void
  readonly onClose: () => void
}

/** Which columns to show, and how tightly. */
export function TableViewDialog({ view, onChange, onClose }: Props) {
  const say = useTexts(benefitsTexts)
  return (
    <Dialog title={say('register.view')} onClose={onClose}>
      <fieldset className="mb-4">
        <legend className="mb-1 text-second font-medium">{say('register.columns')}</legend>
        {columns.map((column) => (
          <label key={column} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-10">
            <input
              type="checkbox"
              checked={!view.hidden.includes(column)}
              onChange={(event) =>
                onChange({
                  ...view,
                  hidden: event.target.checked
                    ? view.hidden.filter((it) => it !== column)
                    : [...view.hidden, column],
                })
              }
              className="m-1 size-4 accent-brand"
            />
            {say(columnWords[column])}
          </label>
        ))}
      </fieldset>
      <Chips
        label={say('register.view')}
        isQuiet
        value={view.isDense ? 'dense' : 'roomy'}
        options={[
          { key: 'dense', word: say('register.dense') },
          { key: 'roomy', word: say('register.roomy') },
        ]}
        onChange={(key) => onChange({ ...view, isDense: key === 'dense' })}
      />
    </Dialog>
  )
}
