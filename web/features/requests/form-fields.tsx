import { useState } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Chips } from '../../parts/chips.tsx'
import { FactInput } from '../../parts/fact-input.tsx'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import type { Me } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { changed, factsFor, fieldFor, saidOf } from './circumstances.ts'
import { CircumstancesField } from './circumstances-field.tsx'
import { nobody, type Form } from './form.ts'
import { CustomerField, KindField, RecipientField } from './party-fields.tsx'
import { PlanFields } from './plan-fields.tsx'
import type { Panel } from './use-preview.ts'
import { without } from '../../shell/without.ts'

/** A kind of benefit as the form offers it. */
export type Kind = Answer<'kinds'>['items'][number]

/** What every part of the form gets. */
export type FieldProps = { readonly form: Form; readonly onChange: (form: Form) => void }

type Props = FieldProps & { readonly me: Me; readonly panel: Panel }

/** The six fields, and further facts only where a kind needs them. */
export function FormFields({ me, form, panel, onChange: tell }: Props) {
  const say = useTexts(requestsTexts)
  const kinds = useAnswer('kinds', { query: kindsFor(form) }, { keep: true }).data?.items ?? []
  const onChange = (next: Form) => {
    const chosen = kinds.find((it) => it.id === next.kindId)
    tell(saidOf(chosen?.circumstances ?? [], changed(form, next)))
  }
  const kind = kinds.find((it) => it.id === form.kindId)
  const isGiven = form.direction === 'given'
  const currency = me.entities.find((it) => it.id === form.entityId)?.currency ?? 'CNY'
  return (
    <>
      <CustomerField form={form} panel={panel} onChange={onChange} />
      <KindField kinds={kinds} kind={kind} onChoose={(next) => onChange(ofKind(form, next))} />
      <AmountRow form={form} kind={kind} panel={panel} currency={currency} onChange={onChange} />
      {isGiven ? (
        <RecipientField form={form} kind={kind} panel={panel} onChange={onChange} />
      ) : (
        <DisposalField form={form} onChange={onChange} />
      )}
      <KindFacts form={form} kind={kind} panel={panel} currency={currency} onChange={onChange} />
      <PlanFields form={form} kind={kind} onChange={onChange} />
      <div className="space-y-2">
        {kind && kind.reasons.length > 0 ? (
          <Chips
            label={say('new.reason_chips')}
            value={form.reasonChip}
            options={kind.reasons}
            onChange={(reasonChip) => onChange({ ...form, reasonChip })}
          />
        ) : null}
        <Field label={say('new.reason')} hint={say(isGiven ? 'new.reason_hint' : 'new.reason_received_hint')}>
          {(tied) => (
            <TextArea
              {...tied}
              maxLength={2000}
              value={form.reason}
              onChange={(event) => onChange({ ...form, reason: event.target.value })}
            />
          )}
        </Field>
      </div>
      <FileDrop
        label={say('new.files')}
        wanted={panel.answer?.verdict?.evidence}
        files={form.files}
        onChange={(files) => onChange({ ...form, files })}
      />
      <Frame me={me} form={form} onChange={onChange} />
    </>
  )
}

/** The form with another kind chosen, and what was said that this kind asks as well. */
function ofKind(form: Form, kind: Kind | undefined): Form {
  return {
    ...form,
    kindId: kind?.id,
    reasonChip: undefined,
    facts: factsFor(kind, form.facts),
    ...recipientFor(form, kind),
    ...planFor(form, kind),
  }
}

/** A plan that the chosen kind has no room for is no plan of it. */
function planFor({ place, vendor }: Form, kind: Kind | undefined): Pick<Form, 'place' | 'vendor'> {
  if (!kind) return { place, vendor }
  return {
    place: kind.plan.includes('place') ? place : '',
    vendor: kind.plan.includes('vendor') ? vendor : undefined,
  }
}

/** For whom the kinds are offered, so that one that is closed to them says so before it is chosen. */
function kindsFor({ direction, customer, recipient, entityId, happensOn }: Form) {
  const person = recipient.to === 'person' ? recipient.party : undefined
  return {
    direction,
    ...(customer ? { customerId: customer.id } : {}),
    ...(person ? { recipientId: person.id } : {}),
    ...(entityId ? { entityId } : {}),
    ...(happensOn ? { happensOn } : {}),
  }
}

/** 去向: what became of a thing that was received. What was only offered was declined. */
function DisposalField({ form, onChange }: FieldProps) {
  const say = useTexts(requestsTexts)
  if (form.direction !== 'received') return null
  return (
    <Chips
      label={say('new.disposal')}
      value={form.disposal ?? 'open'}
      options={disposals.map((key) => ({ key, word: say(`new.disposal.${key}`) }))}
      onChange={(key) => {
        const disposal = disposals.find((it) => it === key)
        onChange({ ...form, disposal: disposal === 'open' ? undefined : disposal })
      }}
    />
  )
}

const disposals = ['open', 'returned', 'handed_in', 'kept', 'declined'] as const

/** A kind that goes to the company's account starts there; one for a person asks who. */
function recipientFor(form: Form, kind: Kind | undefined): Pick<Form, 'recipient'> {
  if (!kind || kind.defaultRecipient === form.recipient.to) return { recipient: form.recipient }
  const isChosen = form.recipient.to === 'person' && form.recipient.name !== ''
  if (isChosen) return { recipient: form.recipient }
  return { recipient: kind.defaultRecipient === 'organisation' ? { to: 'organisation' } : nobody }
}

type KindProps = FieldProps & {
  readonly kind: Kind | undefined
  readonly panel: Panel
  readonly currency: string
}

function AmountRow({ form, kind, panel, currency, onChange }: KindProps) {
  const say = useTexts(requestsTexts)
  const quantity = kind?.quantity
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MoneyInput
        label={say(quantity === undefined ? 'new.amount' : `new.amount_each.${quantity.unit}`)}
        currency={currency}
        value={form.amount}
        onChange={(amount) => onChange({ ...form, amount })}
      />
      {quantity === undefined ? null : (
        <QuantityField form={form} quantity={quantity} panel={panel} onChange={onChange} />
      )}
      <Field label={say('new.happens_on')}>
        {(tied) => (
          <Input
            {...tied}
            type="date"
            value={form.happensOn}
            onChange={(event) => onChange({ ...form, happensOn: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

type QuantityProps = FieldProps & {
  readonly quantity: NonNullable<Kind['quantity']>
  readonly panel: Panel
}

/** How many pieces or people; where the number is a fact of the benefit it is kept there and nowhere else. */
function QuantityField({ form, quantity, panel, onChange }: QuantityProps) {
  const say = useTexts(webTexts)
  const { fact, word } = quantity
  const isMissing = (panel.answer?.verdict?.missing ?? []).some(({ path }) => path === fact)
  const value = (fact === undefined ? undefined : form.facts[fact]) ?? form.quantity
  return (
    <Field label={word} isOptional={isMissing ? say('web.check.missing') : undefined}>
      {(tied) => (
        <Input
          {...tied}
          inputMode="numeric"
          value={typeof value === 'number' ? value : ''}
          onChange={(event) => {
            const count = wholeNumber(event.target.value)
            if (fact === undefined) return onChange({ ...form, quantity: count })
            onChange({ ...withFact(form, fact, count), quantity: undefined })
          }}
        />
      )}
    </Field>
  )
}

function wholeNumber(text: string): number | undefined {
  const count = Number(text.trim())
  return Number.isSafeInteger(count) && count >= 1 && count <= 1_000_000 ? count : undefined
}

/** The facts of a kind, and below them those that the decision asked for; none is asked twice. */
function KindFacts({ form, kind, panel, currency, onChange }: KindProps) {
  const missing = panel.answer?.verdict?.missing ?? []
  const own = kind?.fields ?? []
  const circumstances = (kind?.circumstances ?? []).map((field) => fieldFor(field, form.recipient.to))
  const paths = [...own, ...circumstances].map((field) => field.path)
  const asked = useAskedFields(missing, [...paths, kind?.quantity?.fact ?? ''])
  const isMissing = (path: string) => missing.some((fact) => fact.path === path)
  return (
    <>
      {own.length + asked.length === 0 ? null : (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          {[...own, ...asked].map((field) => (
            <FactInput
              key={field.path}
              field={field}
              currency={currency}
              value={form.facts[field.path]}
              isMissing={isMissing(field.path)}
              onChange={(value) => onChange(withFact(form, field.path, value))}
            />
          ))}
        </div>
      )}
      <CircumstancesField
        key={kind?.id}
        fields={circumstances}
        facts={form.facts}
        currency={currency}
        isMissing={circumstances.some((field) => isMissing(field.path))}
        onChange={(facts) => onChange({ ...form, facts })}
      />
    </>
  )
}

type Missing = NonNullable<NonNullable<Panel['answer']>['verdict']>['missing']

/** Further facts that the decision asked for. One that was asked stays, or it would go while one types. */
function useAskedFields(missing: Missing, own: readonly string[]): Kind['fields'] {
  const [asked, setAsked] = useState<Kind['fields']>([])
  const known = new Set([...own, ...asked.map((field) => field.path)])
  const fresh = missing.flatMap(({ field }) => (field && !known.has(field.path) ? [field] : []))
  if (fresh.length > 0) setAsked([...asked, ...fresh])
  const isOwn = new Set(own)
  return asked.filter((field) => !isOwn.has(field.path))
}

/** The form with one fact set, or taken out so that it is unknown again. */
function withFact(form: Form, path: string, value: Form['facts'][string] | undefined): Form {
  const rest = without(form.facts, path)
  return { ...form, facts: value === undefined ? rest : { ...rest, [path]: value } }
}

/** What is filled in already and seldom changed: our entity and the direction. */
function Frame({ me, form, onChange }: FieldProps & { readonly me: Me }) {
  const say = useTexts(requestsTexts)
  return (
    <div className="grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
      <Chips
        label={say('new.direction')}
        value={form.direction}
        options={directions.map((key) => ({ key, word: say(`new.${key}`) }))}
        onChange={(key) => onChange({ ...form, direction: directions.find((it) => it === key) ?? 'given' })}
      />
      {me.entities.length < 2 ? null : (
        <Field label={say('new.entity')}>
          {(tied) => (
            <Select
              {...tied}
              value={form.entityId ?? ''}
              options={me.entities.map((it) => ({ value: it.id, word: it.name }))}
              onChange={(entityId) => onChange({ ...form, entityId })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

const directions = ['given', 'received', 'offered'] as const
