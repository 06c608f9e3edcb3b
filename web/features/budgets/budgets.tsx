import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Wallet } from 'lucide-react'
import { useState } from 'react'
import { webBudgetTexts } from '../../../src/texts/web-budgets.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { EntityChoice } from '../../parts/entity-choice.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { Behind } from './behind.tsx'
import { BudgetCard } from './budget-card.tsx'
import { BudgetDialog, type Opened } from './budget-dialog.tsx'
import { Changes } from './changes.tsx'

type List = Answer<'budgets'>

/** The budgets of an entity and year: where each stands, and the benefits behind each figure. */
export function Budgets() {
  const search = useSearch({ from: '/inside/budgets' })
  const me = useMe()
  const entityId = search.entityId ?? me?.entities[0]?.id
  const year = search.year ?? String(new Date().getFullYear())
  const { data, error, refetch } = useAnswer(
    'budgets',
    { query: { entityId: entityId ?? '', year } },
    { enabled: entityId !== undefined, keep: true },
  )
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <Head year={year} entityId={entityId} />
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined || entityId === undefined ? (
          <Waiting lines={8} />
        ) : (
          <Body list={data} entityId={entityId} year={year} />
        )}
      </div>
    </div>
  )
}

function Head({ year, entityId }: { readonly year: string; readonly entityId: string | undefined }) {
  const say = useTexts(webBudgetTexts)
  const navigate = useNavigate({ from: '/budgets' })
  const go = (next: { readonly year?: string; readonly entityId?: string }) =>
    void navigate({ search: { ...(entityId && { entityId }), year, ...next }, resetScroll: false })
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="text-title font-semibold">{say('budgets.title')}</h1>
        <p className="mt-1 text-second">
          <Link to="/books" search={entityId === undefined ? {} : { entityId }} className={linkLook}>
            {say('budgets.to_books')}
          </Link>
        </p>
        <div className="mt-2 flex items-center gap-2">
          <Button
            size={32}
            onClick={() => go({ year: String(Number(year) - 1) })}
            aria-label={say('budgets.earlier')}
          >
            ‹
          </Button>
          <span className="min-w-14 text-center font-medium tabular-nums">{year}</span>
          <Button
            size={32}
            onClick={() => go({ year: String(Number(year) + 1) })}
            aria-label={say('budgets.later')}
          >
            ›
          </Button>
        </div>
      </div>
      <EntityChoice
        label={say('budgets.entity')}
        entityId={entityId}
        onChange={(id) => go({ entityId: id })}
      />
    </header>
  )
}

type BodyProps = { readonly list: List; readonly entityId: string; readonly year: string }

function Body({ list, entityId, year }: BodyProps) {
  const say = useTexts(webBudgetTexts)
  const [opened, setOpened] = useState<Opened>()
  const { budgetId, figure } = useSearch({ from: '/inside/budgets' })
  const chosen = list.items.find((each) => each.budgetId === budgetId)
  return (
    <>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-section font-medium">{useHeadline(list, year)}</p>
        {list.can.propose ? (
          <Button size={32} look="primary" onClick={() => setOpened({ what: 'new' })}>
            {say('budgets.new')}
          </Button>
        ) : null}
      </div>
      <p className="mt-1 text-second text-ink-2">
        {list.demand.says}{' '}
        {list.can.propose ? (
          <button type="button" className={linkLook} onClick={() => setOpened({ what: 'demand' })}>
            {say('budgets.demand')}
          </button>
        ) : null}
      </p>
      {list.items.length === 0 ? (
        <Empty
          icon={<Wallet aria-hidden="true" size={20} />}
          title={say('budgets.empty')}
          text={say('budgets.empty_text')}
        />
      ) : (
        <ul className="mt-4 border-t border-line">
          {list.items.map((budget) => (
            <BudgetCard
              key={budget.budgetId}
              budget={budget}
              canPropose={list.can.propose}
              onChange={() => setOpened({ what: 'change', budget })}
              onEnd={() => setOpened({ what: 'end', budget })}
            >
              {chosen?.budgetId === budget.budgetId && figure !== undefined ? (
                <Behind budget={chosen} figure={figure} entityId={entityId} />
              ) : null}
            </BudgetCard>
          ))}
        </ul>
      )}
      <Changes changes={list.changes} />
      {opened ? (
        <BudgetDialog
          opened={opened}
          list={list}
          entityId={entityId}
          year={year}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </>
  )
}

/** The verdict over all of them, in one sentence. */
function useHeadline({ items }: List, year: string): string {
  const say = useTexts(webBudgetTexts)
  const count = items.length
  const over = items.filter(({ state }) => state === 'over').length
  const tight = items.filter(({ state }) => state === 'tight' || state === 'forecast_over').length
  if (count === 0) return say('budgets.headline.none', { year })
  if (over > 0) return say('budgets.headline.over', { count, over })
  return tight > 0 ? say('budgets.headline.watch', { count, tight }) : say('budgets.headline.fine', { count })
}
