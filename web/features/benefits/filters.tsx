import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { fromDecimal, toDecimal } from '../../../src/kernel/money.ts'
import { benefitsTexts } from '../../../src/texts/web-benefits.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { controlLook, Field, Input, Select } from '../../parts/field.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { register } from '../../shell/search.ts'

type Filters = ReturnType<typeof register>
type Change = { readonly [Key in keyof Filters]?: string }

/** Changes the filters in the address; an empty one falls away. */
function useFilters(): readonly [Filters, (change: Change) => void] {
  const filters = useSearch({ from: '/inside/register' })
  const navigate = useNavigate({ from: '/register' })
  // What is in the address now counts, not what was there when a slow typist began.
  const change = (next: Change) => {
    void navigate({ search: (now) => filled({ ...now, ...next }), replace: true })
  }
  return [filters, change]
}

function filled(all: Change): Filters {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''))
}

/** One field that searches numbers, names and matters; it waits for a pause in typing. */
export function SearchField() {
  const say = useTexts(benefitsTexts)
  const id = useId()
  const [filters, change] = useFilters()
  const inAddress = filters.q ?? ''
  const [text, setText] = useState(inAddress)
  const sent = useRef(inAddress)
  useEffect(() => {
    if (text.trim() === inAddress) return
    const timer = setTimeout(() => {
      sent.current = text.trim()
      change({ q: text.trim() })
    }, 300)
    return () => clearTimeout(timer)
  }, [text])
  // Cleared, gone back or followed a link: the field shows what is searched for, not what was typed once.
  useEffect(() => {
    if (inAddress === sent.current) return
    sent.current = inAddress
    setText(inAddress)
  }, [inAddress])
  return (
    <div className="relative min-w-56 flex-1 max-sm:basis-full lg:max-w-96">
      <label htmlFor={id} className="sr-only">
        {say('register.search_label')}
      </label>
      <Search aria-hidden="true" size={15} className="absolute top-0 left-2.5 h-full text-ink-2" />
      <input
        id={id}
        type="search"
        autoComplete="off"
        placeholder={say('register.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={classes(controlLook, 'h-8 pl-8 pointer-coarse:h-10')}
      />
    </div>
  )
}

/** All filters; each one stands in the address, so that a selection can be shared by its link. */
export function FilterPanel() {
  const say = useTexts(benefitsTexts)
  const [filters, change] = useFilters()
  const navigate = useNavigate({ from: '/register' })
  const options = useAnswer('registerOptions').data
  const hasParty = filters.customerId ?? filters.recipientId ?? filters.requesterId
  return (
    <div className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-4 xl:grid-cols-8">
      <DayFilter label={say('register.from')} value={filters.from} onChange={(from) => change({ from })} />
      <DayFilter label={say('register.to')} value={filters.to} onChange={(to) => change({ to })} />
      <Choice name="state" label={say('register.state')} options={options?.states} />
      <Choice name="outcome" label={say('register.outcome')} options={options?.outcomes} />
      <Choice name="form" label={say('register.form')} options={options?.forms} />
      <Choice name="direction" label={say('register.direction')} options={options?.directions} />
      <Choice name="entityId" label={say('register.entity')} options={options?.entities} />
      {(options?.books.length ?? 0) > 1 ? (
        <Choice name="book" label={say('register.book')} options={options?.books} />
      ) : null}
      <AmountFilter
        label={say('register.min')}
        value={filters.minMinor}
        onChange={(minMinor) => change({ minMinor })}
      />
      <AmountFilter
        label={say('register.max')}
        value={filters.maxMinor}
        onChange={(maxMinor) => change({ maxMinor })}
      />
      <Choice
        name="late"
        label={say('register.late')}
        options={[{ value: 'yes', word: say('register.late_only') }]}
      />
      <Choice
        name="alert"
        label={say('register.alert')}
        options={alertKinds.map((value) => ({ value, word: say(`register.alert.${value}`) }))}
      />
      <Choice
        name="sort"
        label={say('register.sort')}
        empty={say('register.newest')}
        options={[{ value: 'largest', word: say('register.largest') }]}
      />
      <div className="flex items-end gap-2">
        <Button look="ghost" onClick={() => void navigate({ search: {} })}>
          {say('register.clear')}
        </Button>
      </div>
      {hasParty === undefined ? null : (
        <p className="col-span-full text-meta text-ink-2">{say('register.party_filter')}</p>
      )}
    </div>
  )
}

const alertKinds = ['earlier_entry', 'before_approval', 'forbidden', 'own_loosening'] as const

type ChoiceProps = {
  readonly name: 'state' | 'outcome' | 'form' | 'direction' | 'entityId' | 'book' | 'late' | 'alert' | 'sort'
  readonly label: string
  readonly empty?: string
  readonly options: readonly { readonly value: string; readonly word: string }[] | undefined
}

function Choice({ name, label, empty, options }: ChoiceProps) {
  const say = useTexts(benefitsTexts)
  const [filters, change] = useFilters()
  return (
    <Field label={label}>
      {(tied) => (
        <Select
          {...tied}
          value={filters[name] ?? ''}
          empty={empty ?? say('register.any')}
          options={options ?? []}
          onChange={(value) => change({ [name]: value })}
        />
      )}
    </Field>
  )
}

type ValueProps = {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}

function DayFilter({ label, value, onChange }: ValueProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <Input {...tied} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

/**
 * An amount in the currency's own units on screen, in minor units in the address. One that cannot be read is
 * said to be so, and leaves the filter as it was.
 */
function AmountFilter({ label, value, onChange }: ValueProps) {
  const say = useTexts(benefitsTexts)
  const shown = value === undefined ? '' : toDecimal({ currency: 'CNY', minor: BigInt(value) })
  const [text, setText] = useState(shown)
  const [isUnread, setUnread] = useState(false)
  useEffect(() => {
    setText(shown)
    setUnread(false)
  }, [shown])
  const read = () => {
    const money = text.trim() === '' ? undefined : fromDecimal('CNY', text)
    setUnread(text.trim() !== '' && money === undefined)
    if (money !== undefined || text.trim() === '') onChange(money?.minor.toString() ?? '')
  }
  return (
    <Field label={label} error={isUnread ? say('register.amount_unread') : undefined}>
      {(tied) => (
        <Input
          {...tied}
          inputMode="decimal"
          placeholder={say('register.own_currency')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && read()}
          onBlur={read}
        />
      )}
    </Field>
  )
}
