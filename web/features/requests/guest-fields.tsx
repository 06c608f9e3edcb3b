import { UserPlus, X } from 'lucide-react'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { isNobody } from './given.ts'
import {
  cameOf,
  howOf,
  readNames,
  type Expected,
  type Guests,
  type How,
  type Other,
  type Said,
} from './guests.ts'
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
            key={one.partyId ?? one.signInId ?? `${one.name} ${one.employer ?? ''}`}
            one={one}
            onChange={(change) => set({ expected: guests.expected.with(at, { ...one, ...change }) })}
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

type TickProps = { readonly one: Expected; readonly onChange: (change: Partial<Expected>) => void }

function Tick({ one, onChange }: TickProps) {
  const { name, employer, partyId, signInId, signedAt, came } = one
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
          onChange={(event) => onChange({ came: event.target.checked })}
          className="size-4 shrink-0 accent-brand"
        />
        <span className="min-w-0 flex-1 break-words">
          {name}
          {employer === undefined ? null : <span className="ml-2 text-ink-2">{employer}</span>}
          {signedAt === undefined ? null : (
            <span className="block text-meta text-pass">{say('give.signed_in', { time: signedAt })}</span>
          )}
        </span>
        <span className={classes('shrink-0', came ? 'text-ink-2' : 'font-medium text-warn')}>
          {say(came ? 'give.came' : 'give.absent')}
        </span>
      </label>
      {signInId !== undefined && !came ? <WhyNot one={one} onChange={onChange} /> : null}
      {partyId === undefined && came ? (
        <div className="pb-1 pl-10 pr-3">
          <SaidFields name={name} said={one} onChange={(said) => onChange({ ...said, isResaid: true })} />
        </div>
      ) : null}
    </li>
  )
}

/** Why somebody who signed in is left out: whoever checks reads it beside their name. */
function WhyNot({ one: { name, whyNot = '' }, onChange }: TickProps) {
  const say = useTexts(webGivingTexts)
  return (
    <div className="pr-3 pb-2 pl-10">
      <Field label={say('give.why_not')} hint={say('give.why_not_hint')}>
        {(tied) => (
          <Input
            {...tied}
            aria-label={`${say('give.why_not')} ${name}`}
            maxLength={500}
            value={whyNot}
            onChange={(event) => onChange({ whyNot: event.target.value })}
          />
        )}
      </Field>
    </div>
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
        <div key={at}>
          <div className="flex items-end gap-2">
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
          <SaidFields
            name={one.name}
            said={one}
            onChange={(said) => onChange(others.with(at, { ...one, ...said }))}
          />
        </div>
      ))}
      <Button look="ghost" icon={<UserPlus aria-hidden="true" size={15} />} onClick={add}>
        {say('give.other')}
      </Button>
    </div>
  )
}

type SaidProps = {
  readonly name: string
  readonly said: Said
  readonly onChange: (said: Said) => void
}

/**
 * What is seldom said of a guest by name, folded: position and public office, in sight once said. Each field
 * is named with its guest, for there is one of each a guest.
 */
export function SaidFields({ name, said: { position = '', isOfficial }, onChange }: SaidProps) {
  const say = useTexts(webGivingTexts)
  const facts = [position, isOfficial === 'yes' ? say('give.official') : ''].filter((fact) => fact !== '')
  return (
    <details>
      <summary className="w-fit py-1.5 text-meta text-ink-2 underline underline-offset-4">
        {facts.length === 0 ? say('give.said') : facts.join(' · ')}
        <span className="sr-only"> {name}</span>
      </summary>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2 pb-2">
        <div className="min-w-48 flex-1">
          <Field label={say('give.position')}>
            {(tied) => (
              <Input
                {...tied}
                aria-label={`${say('give.position')} ${name}`.trim()}
                maxLength={200}
                value={position}
                onChange={(event) => onChange({ position: event.target.value, isOfficial })}
              />
            )}
          </Field>
        </div>
        <label className="flex min-h-9 cursor-pointer items-center gap-2 text-second pointer-coarse:min-h-10">
          <input
            type="checkbox"
            aria-label={`${say('give.official')} ${name}`.trim()}
            checked={isOfficial === 'yes'}
            onChange={(event) => onChange({ position, isOfficial: event.target.checked ? 'yes' : 'no' })}
            className="size-4 shrink-0 accent-brand"
          />
          {say('give.official')}
        </label>
      </div>
    </details>
  )
}

/** How it is known who was there: one choice for the whole list; nothing is chosen where it is mixed. */
export function HowField({ form, onChange }: GiveFieldProps) {
  const say = useTexts(webGivingTexts)
  const { guests } = form
  return (
    <Chips
      label={say('give.how')}
      value={howOf(guests)}
      options={hows.map((how) => ({ key: how, word: say(`give.how.${how}`) }))}
      onChange={(key) => onChange({ ...form, guests: { ...guests, how: hows.find((how) => how === key) } })}
    />
  )
}

const hows: readonly How[] = ['listed', 'sign_in_list', 'qr']

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
