import { webBudgetTexts } from '../../../src/texts/web-budgets.ts'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly kinds: readonly { readonly key: string; readonly word: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

const boxLook =
  'grid max-h-40 grid-cols-2 gap-x-3 overflow-y-auto rounded-md border border-control px-3 py-1.5'

/** Some kinds of benefit, or none for all of them. */
export function KindsField({ kinds, chosen, onChange }: Props) {
  const say = useTexts(webBudgetTexts)
  const toggle = (key: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, key] : chosen.filter((each) => each !== key))
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium">{say('budgets.kinds')}</legend>
      <div className={boxLook}>
        {kinds.map(({ key, word }) => (
          <label key={key} className="flex min-h-8 items-center gap-2 text-second pointer-coarse:min-h-10">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-brand"
              checked={chosen.includes(key)}
              onChange={(event) => toggle(key, event.target.checked)}
            />
            {word}
          </label>
        ))}
      </div>
      <p className="mt-1 text-meta text-ink-3">{say('budgets.kinds_hint')}</p>
    </fieldset>
  )
}
