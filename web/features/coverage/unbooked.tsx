import { Link } from '@tanstack/react-router'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { Paging, usePages } from './paging.tsx'
import { missingIn, type RunPage } from './summary.tsx'

type Row = Answer<'coverageUnbooked'>['items'][number]

const pageSize = 20

/** What is on record with us and the journal does not bear out, each with what to do about it. */
export function UnbookedList({ page }: { readonly page: RunPage }) {
  const say = useTexts(webCoverageTexts)
  const { benefits, numbers } = page.unbooked
  const { runId, entityId } = page.run
  const count = missingIn(page.unbooked)
  const pages = usePages()
  const { data, error, refetch } = useAnswer(
    'coverageUnbooked',
    { params: { runId }, query: { after: pages.after, limit: pageSize } },
    { keep: true, fresh: true, enabled: count > 0 },
  )
  return (
    <Section title={say('cov.unbooked')}>
      <p className="text-second">
        {say(benefits === 0 ? 'cov.unbooked_no_benefits' : 'cov.unbooked_benefits', { count: benefits })}{' '}
        {say(numbersWord(numbers), { count: numbers?.missing ?? 0, checked: numbers?.checked ?? 0 })}
      </p>
      {count === 0 ? null : error && !data ? (
        <ProblemView error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={3} />
      ) : (
        <ul className="mt-2 border-t border-line">
          {data.items.map((row) => (
            <UnbookedRow key={row.place} row={row} entityId={entityId} />
          ))}
        </ul>
      )}
      <Paging pages={pages} next={data?.next} />
    </Section>
  )
}

function numbersWord(numbers: RunPage['unbooked']['numbers']) {
  if (numbers === undefined) return 'cov.unbooked_no_numbers'
  if (numbers.checked === 0) return 'cov.unbooked_numbers_none'
  return numbers.missing === 0 ? 'cov.unbooked_numbers_hold' : 'cov.unbooked_numbers'
}

const reach = `${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`

function UnbookedRow({ row, entityId }: { readonly row: Row; readonly entityId: string }) {
  const say = useTexts(webCoverageTexts)
  const name = [row.benefitNumber, row.title].filter(Boolean).join(' ')
  return (
    <li className="border-b border-line py-2 text-second">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        {row.requestId === undefined ? (
          <span className="min-w-0 break-words">{name}</span>
        ) : (
          <Link
            to="/requests/$requestId"
            params={{ requestId: row.requestId }}
            className={`${reach} min-w-0`}
          >
            {name}
          </Link>
        )}
        <span className="text-ink-2 tabular-nums">
          {row.day}
          {row.amount === undefined ? null : ` · ${amountText(row.amount)}`}
        </span>
      </p>
      <p className="text-ink-2">{row.why}</p>
      {row.number === undefined ? null : (
        <Link to="/periods" search={{ entityId, month: row.day.slice(0, 7) }} className={reach}>
          {say('cov.unbooked_vouchers', { number: row.number })}
        </Link>
      )}
    </li>
  )
}
