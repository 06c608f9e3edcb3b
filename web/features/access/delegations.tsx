import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { accessTexts } from '../../../src/texts/web-access.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { refreshAfterDecision, useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { StaffPicker, type Colleague } from './staff-picker.tsx'

type Delegation = Answer<'delegations'>['given'][number]

/** 委托: hand one's decisions to a colleague for a time, and see what is handed over now. */
export function Delegations({ onClose }: { readonly onClose: () => void }) {
  const say = useTexts(accessTexts)
  const { data } = useAnswer('delegations')
  return (
    <Dialog title={say('delegation.title')} onClose={onClose} shape="wide">
      {data ? (
        <div className="space-y-5">
          <DelegationList title={say('delegation.given')} items={data.given} />
          <DelegationList title={say('delegation.received')} items={data.received} />
          <NewDelegation kinds={data.kinds} />
        </div>
      ) : (
        <Waiting lines={4} />
      )}
    </Dialog>
  )
}

function DelegationList({ title, items }: { readonly title: string; readonly items: readonly Delegation[] }) {
  const say = useTexts(accessTexts)
  return (
    <section>
      <h3 className="mb-1 text-second font-medium text-ink-2">{title}</h3>
      {items.length === 0 ? <p className="text-second text-ink-3">{say('delegation.none')}</p> : null}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <DelegationRow key={item.delegationId} item={item} />
        ))}
      </ul>
    </section>
  )
}

function DelegationRow({ item }: { readonly item: Delegation }) {
  const say = useTexts(accessTexts)
  const end = () => {
    command('endDelegation', { params: { delegationId: item.delegationId } })
      .then(refreshAfterDecision)
      .then(() => tell({ tone: 'done', text: say('delegation.ended') }))
      .catch((error: unknown) => tellProblem(problemOf(error), say('delegation.end')))
  }
  const cap = item.cap === undefined ? undefined : say('delegation.who_cap', { amount: amountText(item.cap) })
  return (
    <li className="flex items-center justify-between gap-3 py-2">
      <div className="min-w-0">
        <p>
          {item.from.name} → {item.to.name}
          <span className="ml-2 text-meta text-ink-2">{item.word}</span>
        </p>
        <p className="text-meta text-ink-2">
          {[`${item.fromOn} – ${item.untilOn}`, item.scope, cap, item.reason].filter(Boolean).join(' · ')}
        </p>
      </div>
      {item.end.can && item.state !== 'ended' ? (
        <Button size={28} onClick={end}>
          {say('delegation.end')}
        </Button>
      ) : null}
    </li>
  )
}

type NewProps = { readonly kinds: Answer<'delegations'>['kinds'] }

function NewDelegation({ kinds }: NewProps) {
  const say = useTexts(accessTexts)
  // A cap holds for amounts of its own currency, so it is the one in which this person's entity gives.
  const currency = useMe()?.entities[0]?.currency ?? 'CNY'
  const [to, setTo] = useState<Colleague>()
  const [fromOn, setFromOn] = useState('')
  const [untilOn, setUntilOn] = useState('')
  const [cap, setCap] = useState<MoneyJson>()
  const [only, setOnly] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const isReady = to !== undefined && fromOn !== '' && untilOn >= fromOn && reason.trim() !== ''
  const make = () => {
    if (!to) return
    command('delegate', {
      body: {
        toPersonId: to.id,
        fromOn,
        untilOn,
        reason: reason.trim(),
        ...(cap ? { cap } : {}),
        ...(only.size === 0 ? {} : { kinds: [...only] }),
      },
    })
      .then(refreshAfterDecision)
      .then(() => tell({ tone: 'done', text: say('delegation.made') }))
      .catch((error: unknown) => tellProblem(problemOf(error), say('delegation.make')))
  }
  return (
    <section className="space-y-3 border-t border-line pt-4">
      <h3 className="text-second font-medium text-ink-2">{say('delegation.new')}</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <StaffPicker label={say('delegation.to')} purpose="delegate" value={to} onChange={setTo} />
        <MoneyInput label={say('delegation.cap')} currency={currency} value={cap} onChange={setCap} />
        <DayField label={say('delegation.from_on')} value={fromOn} onChange={setFromOn} />
        <DayField label={say('delegation.until_on')} min={fromOn} value={untilOn} onChange={setUntilOn} />
      </div>
      <Scope kinds={kinds} only={only} onChange={setOnly} />
      <Field label={say('delegation.reason')} hint={say('delegation.hint')}>
        {(tied) => (
          <TextArea {...tied} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <Button look="primary" disabled={!isReady} onClick={make}>
        {say('delegation.make')}
      </Button>
    </section>
  )
}

type DayProps = {
  readonly label: string
  readonly min?: string
  readonly value: string
  readonly onChange: (day: string) => void
}

function DayField({ label, min, value, onChange }: DayProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <Input
          {...tied}
          type="date"
          {...(min === undefined ? {} : { min })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

type ScopeProps = NewProps & {
  readonly only: ReadonlySet<string>
  readonly onChange: (only: ReadonlySet<string>) => void
}

/** The kinds of matter that are handed over; none chosen means all of them. */
function Scope({ kinds, only, onChange }: ScopeProps) {
  const say = useTexts(accessTexts)
  const toggle = (key: string) => {
    const next = new Set(only)
    if (!next.delete(key)) next.add(key)
    onChange(next)
  }
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium text-ink-2">{say('delegation.scope')}</legend>
      <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-3">
        {kinds.map(({ key, word }) => (
          <label key={key} className="flex min-h-8 items-center gap-2 text-second pointer-coarse:min-h-10">
            <input
              type="checkbox"
              checked={only.has(key)}
              onChange={() => toggle(key)}
              className="size-4 accent-brand"
            />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
