import type { MoneyJson } from '../../../src/kernel/money.ts'
import { paymentSetMax } from '../../../src/contract/states.ts'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, Select } from '../../parts/field.tsx'
import { useIsWide } from '../../parts/use-wide.ts'
import { useTexts } from '../../shell/text.ts'
import { groupsOf, payeesIn, type Choosable, type Selection } from './selection.ts'
import { sumsText } from './waiting.ts'

type TickProps = { readonly id: string; readonly name: string; readonly selection: Selection }

/** The box before a row, large enough for a thumb; with shift it takes those between along. */
export function Tick({ id, name, selection }: TickProps) {
  const say = useTexts(webSetTexts)
  return (
    <label className={tickLook}>
      <span className="sr-only">{say('set.tick', { name })}</span>
      <input
        type="checkbox"
        checked={selection.has(id)}
        onChange={({ nativeEvent: press }) =>
          selection.press(id, 'shiftKey' in press && press.shiftKey === true)
        }
        className="size-5 accent-brand"
      />
    </label>
  )
}

/** The same before a row that cannot be chosen; the row says why. */
export function OffTick({ name }: Pick<TickProps, 'name'>) {
  const say = useTexts(webSetTexts)
  return (
    <label className={tickLook}>
      <span className="sr-only">{say('set.tick_off', { name })}</span>
      <input type="checkbox" disabled className="size-5" />
    </label>
  )
}

const tickLook = classes(
  '-my-1 -ml-2 flex size-8 shrink-0 items-center justify-center',
  'pointer-coarse:-my-2 pointer-coarse:size-10',
)

type SeveralProps = {
  readonly items: readonly Choosable[]
  readonly selection: Selection
  /** Whether there are more than the page shows. */
  readonly isMore: boolean
  /** Gives all there are, also those that no page has shown yet. */
  readonly onAll: () => Promise<readonly string[]>
}

/**
 * Chooses all, those that the page shows, those that may be checked as a set, or all with one payee, way,
 * entity or currency; nothing where there are no two.
 */
export function ChooseSeveral({ items, selection, isMore, onAll }: SeveralProps) {
  const say = useTexts(webSetTexts)
  const isWide = useIsWide()
  if (items.length < 2) return null
  const groups = groupsOf(items)
  const choose = async (key: string) => {
    if (key === 'all') return selection.choose((await onAll()).slice(0, paymentSetMax))
    if (key === 'shown') return selection.choose(items.slice(0, paymentSetMax).map(({ id }) => id))
    const group = groups.find((each) => each.key === key)
    if (group) selection.choose(group.ids.slice(0, paymentSetMax))
  }
  return (
    <div className="mt-3 max-w-md">
      <Field label={say('set.choose')} hint={isWide ? say('set.keys') : undefined}>
        {(tied) => (
          <Select
            {...tied}
            empty={say('set.choose_none')}
            value=""
            options={[
              { value: 'all', word: say('set.all') },
              ...(isMore ? [{ value: 'shown', word: say('set.shown', { count: items.length }) }] : []),
              ...groups.map(({ key, of, name, ids }) => ({
                value: key,
                word: say(`set.of_${of}`, { name, count: ids.length }),
              })),
            ]}
            onChange={(key) => void choose(key)}
          />
        )}
      </Field>
    </div>
  )
}

type BarProps = {
  readonly items: readonly (Choosable & { readonly amount: MoneyJson })[]
  readonly verb: string
  readonly onClear: () => void
  readonly onGo: () => void
}

/** What is chosen, in one sentence, and what can be done with it; it stays in sight while one scrolls. */
export function ChosenBar({ items, verb, onClear, onGo }: BarProps) {
  const say = useTexts(webSetTexts)
  if (items.length === 0) return null
  const isTooMany = items.length > paymentSetMax
  return (
    <div
      className={classes(
        'sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-2 border-t border-line bg-surface',
        'px-4 py-2 sm:-mx-8 sm:px-8',
      )}
    >
      <p aria-live="polite" className="min-w-0 basis-full text-second font-medium sm:flex-1 sm:basis-0">
        {isTooMany
          ? say('set.too_many', { max: paymentSetMax })
          : say('set.chosen', {
              count: items.length,
              payees: payeesIn(items),
              amount: sumsText(items.map(({ amount }) => amount)),
            })}
        {items.length === paymentSetMax ? ` ${say('set.full', { max: paymentSetMax })}` : null}
      </p>
      <Button look="ghost" onClick={onClear}>
        {say('set.clear')}
      </Button>
      <Button look="primary" disabled={isTooMany} onClick={onGo}>
        {verb}
      </Button>
    </div>
  )
}
