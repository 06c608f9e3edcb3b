import { Link } from '@tanstack/react-router'
import { webBudgetTexts } from '../../../src/texts/web-budgets.ts'
import { amountText } from '../../parts/amount.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { books } from '../../shell/search.ts'
import { useTexts } from '../../shell/text.ts'
import type { Budget } from './budget-card.tsx'

type Props = {
  readonly budget: Budget
  readonly figure: 'held' | 'committed' | 'spent' | 'accrued'
  readonly entityId: string
}

/** The benefits behind a figure, each with its request and its entry in the books. */
export function Behind({ budget, figure, entityId }: Props) {
  const say = useTexts(webBudgetTexts)
  const { budgetId, name } = budget
  const pages = usePages('budgetBenefits', { params: { budgetId }, query: { figure } })
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="mt-3 rounded-md bg-sunken px-3 py-2">
      <h3 className="text-second font-medium">
        {say('budgets.behind', { name, figure: say(`budgets.${figure}`) })}
      </h3>
      {pages.error && items.length === 0 ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={3} />
      ) : items.length === 0 ? (
        <p className="text-second text-ink-2">{say('budgets.behind_none')}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <Row key={item.benefitId} item={item} entityId={entityId} />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
    </section>
  )
}

const rowLook =
  'flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-1.5 text-second'

type RowProps = {
  readonly item: Answer<'budgetBenefits'>['items'][number]
  readonly entityId: string
}

function Row({ item, entityId }: RowProps) {
  const say = useTexts(webBudgetTexts)
  const { number, title, day, amount, counts, requestId, entry } = item
  const shown = counts ?? amount
  return (
    <li className={rowLook}>
      <span className="min-w-0">
        <span className="tabular-nums">{day}</span>{' '}
        {requestId === undefined ? (
          number
        ) : (
          <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
            {number}
          </Link>
        )}
        <span className="text-ink-2"> · {title}</span>
        {entry === undefined ? null : (
          <>
            {' · '}
            <Link
              to="/books"
              search={books({
                entityId,
                month: entry.month,
                account: entry.account,
                currency: amount.currency,
              })}
              className={linkLook}
              aria-label={say('budgets.entry_of', { number })}
            >
              {say('budgets.entry')}
            </Link>
          </>
        )}
      </span>
      <span className="tabular-nums">
        {amountText(shown)}
        {shown.currency === amount.currency ? null : (
          <span className="text-ink-2"> ({amountText(amount)})</span>
        )}
      </span>
    </li>
  )
}
