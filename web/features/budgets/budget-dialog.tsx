import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webBudgetTexts } from '../../../src/texts/web-budgets.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { problemOf, type Answer, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { Budget } from './budget-card.tsx'
import { KindsField } from './kinds-field.tsx'

/** What is to be proposed: a new budget, another amount, its end, or what happens without one. */
export type Opened =
  | { readonly what: 'new' }
  | { readonly what: 'change' | 'end'; readonly budget: Budget }
  | { readonly what: 'demand' }

type Body = Given<'proposeBudget'>['body']
type SetAnswer = 'warn' | 'step' | 'refuse'

type Form = {
  readonly name: string
  readonly period: string
  readonly unitId: string
  readonly forms: readonly string[]
  readonly planned: MoneyJson | undefined
  readonly answer: SetAnswer
  readonly demand: 'free' | SetAnswer
  readonly reason: string
}

type Props = {
  readonly opened: Opened
  readonly list: Answer<'budgets'>
  readonly entityId: string
  readonly year: string
  readonly onClose: () => void
}

/** Proposes it with a reason; it holds once a second person confirms it. */
export function BudgetDialog({ opened, list, entityId, year, onClose }: Props) {
  const say = useTexts(webBudgetTexts)
  const [form, setForm] = useState(() => formOf(opened, list, year))
  const [isBusy, setBusy] = useState(false)
  const set = (part: Partial<Form>) => setForm({ ...form, ...part })
  const body = bodyOf(opened, entityId, form)
  const send = () => {
    if (body === undefined) return
    setBusy(true)
    command('proposeBudget', { body })
      .then(() => queryClient.invalidateQueries({ queryKey: ['budgets'] }))
      .then(onClose)
      .catch((error: unknown) => tellProblem(problemOf(error), say('budgets.failed')))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={useTitle(opened)} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {opened.what === 'new' ? <Scope list={list} year={year} form={form} set={set} /> : null}
        {opened.what === 'new' || opened.what === 'change' ? (
          <Amount currency={list.currency} form={form} set={set} />
        ) : null}
        {opened.what === 'demand' ? (
          <Chips
            label={say('budgets.demand_title')}
            value={form.demand}
            options={demands.map((key) => ({ key, word: say(`budgets.${key}`) }))}
            onChange={(key) => set({ demand: demands.find((each) => each === key) ?? 'free' })}
          />
        ) : null}
        <Field label={say('budgets.reason')} hint={say('budgets.second')}>
          {(tied) => (
            <TextArea
              {...tied}
              maxLength={500}
              value={form.reason}
              onChange={(event) => set({ reason: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={body === undefined} isBusy={isBusy}>
          {say('budgets.send')}
        </Button>
      </form>
    </Dialog>
  )
}

function useTitle(opened: Opened): string {
  const say = useTexts(webBudgetTexts)
  if (opened.what === 'new') return say('budgets.new')
  if (opened.what === 'demand') return say('budgets.demand_title')
  return `${say(`budgets.${opened.what}`)} · ${opened.budget.name}`
}

const answers = ['warn', 'step', 'refuse'] as const
const demands = ['free', ...answers] as const

function formOf(opened: Opened, list: Answer<'budgets'>, year: string): Form {
  const known = 'budget' in opened ? opened.budget : undefined
  return {
    name: known?.name ?? '',
    period: known?.period ?? year,
    unitId: known?.unit?.id ?? '',
    forms: known?.forms.map(({ key }) => key) ?? [],
    planned: known?.planned,
    answer: answers.find((each) => each === known?.answer.key) ?? 'warn',
    demand: list.demand.key,
    reason: '',
  }
}

/** What is sent; undefined while something is missing. */
function bodyOf(opened: Opened, entityId: string, form: Form): Body | undefined {
  const { name, period, unitId, forms, planned, answer, demand } = form
  const reason = form.reason.trim()
  if (reason.length < 5) return undefined
  if (opened.what === 'demand') return { what: 'demand', entityId, answer: demand, reason }
  if (opened.what === 'end') return { what: 'end', entityId, budgetId: opened.budget.budgetId, reason }
  if (planned === undefined || name.trim().length < 2) return undefined
  return {
    what: 'set',
    entityId,
    ...(opened.what === 'change' ? { budgetId: opened.budget.budgetId } : {}),
    name: name.trim(),
    period,
    ...(unitId === '' ? {} : { unitId }),
    // The server named them, and it checks them again.
    forms: forms as NonNullable<Extract<Body, { what: 'set' }>['forms']>,
    planned,
    answer,
    reason,
  }
}

type PartProps = { readonly form: Form; readonly set: (part: Partial<Form>) => void }

function Scope({ list, year, form, set }: PartProps & Pick<Props, 'list' | 'year'>) {
  const say = useTexts(webBudgetTexts)
  const quarters = ['Q1', 'Q2', 'Q3', 'Q4'].map((part) => `${year}-${part}`)
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
  const periods = [
    { value: year, word: say('budgets.year', { year }) },
    ...[...quarters, ...months].map((value) => ({ value, word: value })),
  ]
  return (
    <>
      <Field label={say('budgets.period')}>
        {(tied) => (
          <Select {...tied} value={form.period} options={periods} onChange={(period) => set({ period })} />
        )}
      </Field>
      <Field label={say('budgets.unit')}>
        {(tied) => (
          <Select
            {...tied}
            value={form.unitId}
            empty={say('budgets.whole_entity')}
            options={list.units.map(({ id, name }) => ({ value: id, word: name }))}
            onChange={(unitId) => set({ unitId })}
          />
        )}
      </Field>
      <KindsField kinds={list.forms} chosen={form.forms} onChange={(forms) => set({ forms })} />
    </>
  )
}

function Amount({ currency, form, set }: PartProps & { readonly currency: string }) {
  const say = useTexts(webBudgetTexts)
  return (
    <>
      <Field label={say('budgets.name')}>
        {(tied) => (
          <Input
            {...tied}
            maxLength={60}
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <MoneyInput
        label={say('budgets.amount')}
        currency={currency}
        value={form.planned}
        onChange={(planned) => set({ planned })}
      />
      <Chips
        label={say('budgets.when')}
        value={form.answer}
        options={answers.map((key) => ({ key, word: say(`budgets.${key}`) }))}
        onChange={(key) => set({ answer: answers.find((each) => each === key) ?? 'warn' })}
      />
    </>
  )
}
