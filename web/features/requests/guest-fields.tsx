import { UserPlus, X } from 'lucide-react'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { isNobody } from './given.ts'
import { cameOf, readNames, type Expected, type Guests, type Other } from './guests.ts'
import type { GiveFieldProps } from './give-fields.tsx'

/** Who was there: everybody who was expected to tick, and whoever came besides. */
export function GuestFields({ item, form, onChange }: GiveFieldProps) {
  const say = useTexts(webGivingTexts)
  const { guests } = form
  const set = (change: Partial<Guests>) => onChange({ ...form, guests: { ...guests, ...change } })
  const count = cameOf(guests).length
  const due = item.each?.count ?? 1
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium">{say('give.names')}</legend>
      <ul className="divide-y divide-line rounded-md border border-line-2 empty:hidden">
        {guests.expected.map((one, at) => (
          <Tick
            key={`${one.name} ${one.employer ?? ''}`}
            one={one}
            onChange={(came) => set({ expected: guests.expected.with(at, { ...one, came }) })}
          />
        ))}
      </ul>
      <Others others={guests.others} onChange={(others) => set({ others })} />
      <p role="status" className={classes('mt-1 text-meta', isNobody(form) ? 'text-block' : 'text-ink-2')}>
        {isNobody(form)
          ? say('give.nobody')
          : count < due
            ? say('give.names_open', { count, due, open: due - count })
            : say('give.names_count', { count })}
      </p>
    </fieldset>
  )
}

type TickProps = { readonly one: Expected; readonly onChange: (came: boolean) => void }

function Tick({ one: { name, employer, came }, onChange }: TickProps) {
  const say = useTexts(webGivingTexts)
  return (
    <li>
      <label
        className={classes(
          'flex min-h-9 cursor-pointer items-center gap-3 px-3 text-second',
          'pointer-coarse:min-h-10',
        )}
      >
        <input
          type="checkbox"
          checked={came}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 shrink-0 accent-brand"
        />
        <span className="min-w-0 flex-1 break-words">
          {name}
          {employer === undefined ? null : <span className="ml-2 text-ink-2">{employer}</span>}
        </span>
        <span className={classes('shrink-0', came ? 'text-ink-2' : 'font-medium text-warn')}>
          {say(came ? 'give.came' : 'give.absent')}
        </span>
      </label>
    </li>
  )
}

type OthersProps = {
  readonly others: readonly Other[]
  readonly onChange: (others: readonly Other[]) => void
}

function Others({ others, onChange }: OthersProps) {
  const say = useTexts(webGivingTexts)
  const add = () => onChange([...others, { name: '', employer: '' }])
  return (
    <div className="mt-1 space-y-2">
      {others.map((one, at) => (
        <div key={at} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field label={say('give.other_name')}>
              {(tied) => (
                <Input
                  {...tied}
                  autoFocus={one.name === ''}
                  maxLength={200}
                  value={one.name}
                  onChange={(event) => onChange(others.with(at, { ...one, name: event.target.value }))}
                />
              )}
            </Field>
          </div>
          <div className="min-w-0 flex-1">
            <Field label={say('give.other_employer')}>
              {(tied) => (
                <Input
                  {...tied}
                  maxLength={200}
                  value={one.employer}
                  onChange={(event) => onChange(others.with(at, { ...one, employer: event.target.value }))}
                />
              )}
            </Field>
          </div>
          <button
            type="button"
            aria-label={say('give.other_remove', { name: one.name })}
            onClick={() => onChange(others.filter((_, other) => other !== at))}
            className="reach inline-flex items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
          >
            <X aria-hidden="true" size={15} />
          </button>
        </div>
      ))}
      <Button look="ghost" icon={<UserPlus aria-hidden="true" size={15} />} onClick={add}>
        {say('give.other')}
      </Button>
    </div>
  )
}

/** A list of names from somewhere else, for a hall full of guests. */
export function PastedNames({ form, onChange }: GiveFieldProps) {
  const say = useTexts(webGivingTexts)
  const { guests } = form
  const named = readNames(guests.pasted)
  const hint =
    named.length === 0
      ? say('give.names_hint')
      : say('give.names_read', {
          count: named.length,
          names: named.map(({ name }) => name).join(say('give.and')),
        })
  return (
    <Field label={say('give.names_pasted')} hint={hint}>
      {(tied) => (
        <TextArea
          {...tied}
          rows={3}
          value={guests.pasted}
          onChange={(event) => onChange({ ...form, guests: { ...guests, pasted: event.target.value } })}
        />
      )}
    </Field>
  )
}
