import { Plus } from 'lucide-react'
import { useDeferredValue, useRef, useState, type ReactNode } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Chips } from '../../parts/chips.tsx'
import { Combobox, MoreNote, type ComboboxItem } from '../../parts/combobox.tsx'
import { Field, Input } from '../../parts/field.tsx'
import type { Answer, Given } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { FieldProps, Kind } from './form-fields.tsx'
import { nobody, type Form, type Recipient } from './form.ts'
import { classes } from '../../parts/classes.ts'
import type { Panel } from './use-preview.ts'
import { WhichOne, type Match } from './which-one.tsx'

type Words = ReturnType<typeof useTexts<typeof requestsTexts>>
type Found = Answer<'searchParties'>['items'][number]
type Query = NonNullable<Given<'searchParties'>['query']>

/** Finds parties as one types; a misspelt name finds the known party and opens no fresh limit. */
function useParties(text: string, kind: Query['kind'], employerId?: string) {
  const q = useDeferredValue(text.trim())
  const query = { q, kind, ...(employerId === undefined ? {} : { employerId }) }
  return useAnswer('searchParties', { query }, { keep: true }).data
}

function itemOf(found: Found, choose: () => void): ComboboxItem {
  return { key: found.id, name: found.name, label: found.label ?? found.why, flags: found.flags, choose }
}

/** 客户: type-ahead, the last five first. */
export function CustomerField({ form, panel, onChange }: FieldProps & { readonly panel: Panel }) {
  const say = useTexts(requestsTexts)
  const [text, setText] = useState(form.customer?.name ?? form.newCustomer ?? '')
  const found = useParties(form.customer ? '' : text, 'organisation')
  const choose = (customer: Form['customer']) => {
    setText(customer?.name ?? '')
    onChange({ ...form, customer, newCustomer: undefined, customerRuledOut: undefined })
  }
  const isChosen = form.customer !== undefined || form.newCustomer !== undefined
  const hasItems = (found?.items.length ?? 0) > 0
  const match = form.newCustomer === undefined ? undefined : matchOf(panel, 'customer')
  return (
    <div className="space-y-3">
      <Combobox
        label={say(form.direction === 'given' ? 'new.customer' : 'new.giver')}
        placeholder={say('new.customer_hint')}
        hint={form.newCustomer === undefined ? form.customer?.label : say('new.is_new')}
        text={form.customer?.name ?? text}
        isChosen={isChosen}
        autoFocus={!isChosen}
        none={say(text.trim() === '' ? 'new.customer_start' : 'new.customer_none')}
        heading={hasItems ? headingOf(text, found?.asksWhich, say) : undefined}
        items={(found?.items ?? []).map((item) => itemOf(item, () => choose(item)))}
        footer={
          <Below hasMore={found?.hasMore}>
            {text.trim().length < 2 || !found?.asksWhich ? null : (
              <NewButton
                text={say('new.new_customer', { name: text.trim() })}
                onChoose={() =>
                  onChange({
                    ...form,
                    customer: undefined,
                    newCustomer: text.trim(),
                    customerRuledOut: undefined,
                  })
                }
              />
            )}
          </Below>
        }
        onType={(next) => {
          setText(next)
          if (isChosen)
            onChange({ ...form, customer: undefined, newCustomer: undefined, customerRuledOut: undefined })
        }}
      />
      {match ? (
        <WhichOne
          key={match.typed}
          match={match}
          ruledOut={form.customerRuledOut}
          onChoose={choose}
          onRuleOut={(customerRuledOut) => onChange({ ...form, customerRuledOut })}
        />
      ) : null}
    </div>
  )
}

/** The known names that the new one of a field resembles, as the panel's last answer gave them. */
function matchOf(panel: Panel, field: Match['field']): Match | undefined {
  return panel.answer?.matches.find((match) => match.field === field)
}

function headingOf(text: string, asksWhich: boolean | undefined, say: Words): string | undefined {
  if (text.trim() === '') return say('new.recent')
  return asksWhich ? say('new.which') : undefined
}

type BelowProps = { readonly hasMore: boolean | undefined; readonly children: ReactNode }

/** Below the list: that it does not name everybody, and the way to somebody new. */
function Below({ hasMore = false, children }: BelowProps) {
  const say = useTexts(requestsTexts)
  return (
    <>
      {hasMore ? <MoreNote text={say('new.more')} /> : null}
      {children}
    </>
  )
}

function NewButton({ text, onChoose }: { readonly text: string; readonly onChoose: () => void }) {
  return (
    <button
      type="button"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        onChoose()
        // The list closes when nothing in it has the focus: the field by mouse, this button by keyboard.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      }}
      className={classes(
        'mt-1 flex min-h-9 w-full items-center gap-2 rounded-md border-t border-line',
        'px-2.5 py-1.5 text-left text-second hover:bg-sunken pointer-coarse:min-h-10',
      )}
    >
      <Plus aria-hidden="true" size={15} className="shrink-0 text-ink-2" />
      {text}
    </button>
  )
}

type KindProps = {
  readonly kinds: readonly Kind[]
  readonly kind: Kind | undefined
  readonly onChoose: (kind: Kind | undefined) => void
}

/** 方案 / 类型: those closed to this customer stay visible with the reason; never sorted by verdict. */
export function KindField({ kinds, kind, onChoose }: KindProps) {
  const say = useTexts(requestsTexts)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = kinds.filter((it) => `${it.word}${it.programme ?? ''}`.toLowerCase().includes(wanted))
  return (
    <Combobox
      label={say('new.kind')}
      placeholder={say('new.kind_hint')}
      hint={kind?.programme}
      text={kind?.word ?? text}
      isChosen={kind !== undefined}
      none={say('new.kind_none')}
      items={shown.map((it) => ({
        key: it.id,
        name: it.word,
        label: it.programme,
        ...(it.permission.can ? {} : { why: it.permission.why }),
        choose: () => {
          setText('')
          onChoose(it)
        },
      }))}
      onType={(next) => {
        setText(next)
        if (kind) onChoose(undefined)
      }}
    />
  )
}

type RecipientProps = FieldProps & { readonly kind: Kind | undefined; readonly panel: Panel }

/**
 * 受益人: the company by default; a person needs name, position and whether they hold public office. What only
 * people enjoy has a person as recipient and offers nobody else.
 */
export function RecipientField({ form, kind, panel, onChange }: RecipientProps) {
  const say = useTexts(requestsTexts)
  const set = (recipient: Recipient) => onChange({ ...form, recipient })
  // Whoever looks at the other choice finds the person again.
  const person = useRef(nobody)
  if (form.recipient.to === 'person') person.current = form.recipient
  const isForPeople = kind?.defaultRecipient === 'person'
  const isPerson = isForPeople || form.recipient.to === 'person'
  return (
    <div className="space-y-3">
      {isForPeople ? (
        <p className="text-second font-medium">{say('new.recipient')}</p>
      ) : (
        <Chips
          label={say('new.recipient')}
          value={form.recipient.to}
          options={[
            { key: 'organisation', word: say('new.to_organisation') },
            { key: 'person', word: say('new.to_person') },
          ]}
          onChange={(key) => set(key === 'person' ? person.current : { to: 'organisation' })}
        />
      )}
      {isPerson ? (
        <PersonFields
          recipient={person.current}
          employerId={form.customer?.id}
          match={matchOf(panel, 'recipient')}
          onChange={set}
        />
      ) : null}
    </div>
  )
}

type Person = Extract<Recipient, { to: 'person' }>
type PersonProps = {
  readonly recipient: Person
  readonly employerId: string | undefined
  readonly match: Match | undefined
  readonly onChange: (recipient: Person) => void
}

function PersonFields({ recipient, employerId, match, onChange }: PersonProps) {
  const say = useTexts(requestsTexts)
  const { party, name, isNew } = recipient
  const found = useParties(party ? '' : name, 'person', employerId)
  const asksWhich = name.trim() !== '' && found?.asksWhich === true
  return (
    <div className="space-y-3 border-l-2 border-line-2 pl-4">
      <Combobox
        label={say('new.person')}
        text={name}
        hint={party?.label}
        isChosen={party !== undefined || isNew}
        none={say('new.person_none')}
        heading={asksWhich && found.items.length > 0 ? say('new.which') : undefined}
        items={(found?.items ?? []).map((item) =>
          itemOf(item, () => onChange({ ...nobody, party: item, name: item.name })),
        )}
        footer={
          <Below hasMore={found?.hasMore}>
            {asksWhich ? (
              <NewButton
                text={say('new.new_person', { name: name.trim() })}
                onChoose={() => onChange({ ...nobody, name: name.trim(), isNew: true })}
              />
            ) : null}
          </Below>
        }
        onType={(next) => onChange({ ...nobody, name: next })}
      />
      {isNew && match ? (
        <WhichOne
          key={match.typed}
          match={match}
          newcomer={{
            ...(employerId && { employerId }),
            ...(recipient.position && { position: recipient.position }),
            isOfficial: recipient.isOfficial,
          }}
          ruledOut={recipient.ruledOut}
          onChoose={(found) => onChange({ ...nobody, party: found, name: found.name })}
          onRuleOut={(ruledOut) => onChange({ ...recipient, ruledOut })}
        />
      ) : null}
      {isNew ? <NewPersonFields recipient={recipient} onChange={onChange} /> : null}
    </div>
  )
}

function NewPersonFields({ recipient, onChange }: Pick<PersonProps, 'recipient' | 'onChange'>) {
  const say = useTexts(requestsTexts)
  const web = useTexts(webTexts)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={say('new.position')}>
        {(tied) => (
          <Input
            {...tied}
            value={recipient.position}
            onChange={(event) => onChange({ ...recipient, position: event.target.value })}
          />
        )}
      </Field>
      <Chips
        label={say('new.is_official')}
        value={recipient.isOfficial}
        options={[
          { key: 'yes', word: web('web.yes') },
          { key: 'no', word: web('web.no') },
          { key: 'unknown', word: say('new.unknown') },
        ]}
        onChange={(key) =>
          onChange({ ...recipient, isOfficial: key === 'yes' || key === 'no' ? key : 'unknown' })
        }
      />
    </div>
  )
}
