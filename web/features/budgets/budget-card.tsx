import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { webBudgetTexts } from '../../../src/texts/web-budgets.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

/** A budget as the page has it. */
export type Budget = Answer<'budgets'>['items'][number]

type Props = {
  readonly budget: Budget
  readonly canPropose: boolean
  readonly onChange: () => void
  readonly onEnd: () => void
  /** The benefits behind the figure that was opened. */
  readonly children: ReactNode
}

/** One budget: what it is for, where it stands in a sentence, a bar, and its eight figures. */
export function BudgetCard({ budget, canPropose, onChange, onEnd, children }: Props) {
  const say = useTexts(webBudgetTexts)
  const { name, period, unit, forms, answer, state, says } = budget
  const words = forms.map(({ word }) => word).join(say('budgets.between_kinds'))
  const kinds = forms.length === 0 ? say('budgets.all_kinds') : words
  const isWell = state === 'fits'
  return (
    <li className="border-b border-line py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-medium">{name}</h2>
          <p className="text-meta text-ink-2">
            {[period, unit?.name ?? say('budgets.whole_entity'), kinds].join(' · ')}
            {` · ${say('budgets.when_over', { answer: answer.word })}`}
          </p>
        </div>
        {canPropose ? (
          <span className="flex gap-2">
            <Button size={32} onClick={onChange} aria-label={`${say('budgets.change')} ${name}`}>
              {say('budgets.change')}
            </Button>
            <Button size={32} onClick={onEnd} aria-label={`${say('budgets.end')} ${name}`}>
              {say('budgets.end')}
            </Button>
          </span>
        ) : null}
      </div>
      <p className={classes('mt-2 flex items-start gap-1.5 text-second', lookOf(state))}>
        {isWell ? null : <TriangleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0" />}
        <span>{says}</span>
      </p>
      <Stages budget={budget} />
      <Figures budget={budget} />
      {children}
    </li>
  )
}

function lookOf(state: Budget['state']): string {
  if (state === 'over') return 'text-block'
  return state === 'fits' ? 'text-ink-2' : 'text-warn'
}

/** Spent, committed and held beside each other, as shares of what is planned. */
function Stages({ budget: { share, state } }: { readonly budget: Budget }) {
  const spent = Math.min(1000, share.spent)
  const committed = Math.min(1000 - spent, share.committed)
  const held = Math.min(1000 - spent - committed, share.held)
  const part = (look: string, wide: number) => (
    <div className={look} style={{ width: `${String(wide / 10)}%` }} />
  )
  return (
    <div aria-hidden="true" className="mt-2 flex h-2 overflow-hidden rounded-full bg-sunken">
      {part(state === 'over' ? 'bg-block' : 'bg-brand', spent)}
      {part(state === 'over' ? 'bg-block opacity-60' : 'bg-brand opacity-60', committed)}
      {part(state === 'over' ? 'bg-block opacity-30' : 'bg-brand opacity-30', held)}
    </div>
  )
}

const opening = ['held', 'committed', 'spent', 'accrued'] as const

function Figures({ budget }: { readonly budget: Budget }) {
  const say = useTexts(webBudgetTexts)
  const plain = (key: 'planned' | 'paid' | 'rest' | 'forecast') => (
    <Figure word={say(`budgets.${key}`)}>
      <span className={classes('tabular-nums', key === 'rest' && 'font-medium')}>
        {amountText(budget[key])}
      </span>
    </Figure>
  )
  return (
    <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 text-second sm:grid-cols-4">
      {plain('planned')}
      {opening.map((key) => (
        <Figure key={key} word={say(`budgets.${key}`)}>
          {budget[key].minor === '0' ? (
            <span className="text-ink-3 tabular-nums">{amountText(budget[key])}</span>
          ) : (
            <Link
              from="/budgets"
              to="/budgets"
              search={(now) => ({ ...now, budgetId: budget.budgetId, figure: key })}
              resetScroll={false}
              className={classes(linkLook, 'tabular-nums')}
              title={say('budgets.show', { name: budget.name, figure: say(`budgets.${key}`) })}
            >
              {amountText(budget[key])}
            </Link>
          )}
        </Figure>
      ))}
      {plain('paid')}
      {plain('rest')}
      {plain('forecast')}
    </dl>
  )
}

function Figure({ word, children }: { readonly word: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-meta text-ink-2">{word}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  )
}
