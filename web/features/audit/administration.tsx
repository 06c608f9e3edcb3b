import { KeySquare } from 'lucide-react'
import { administrationTexts } from '../../../src/texts/web-administration.ts'
import { classes } from '../../parts/classes.ts'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Act = Answer<'administration'>['rows'][number]

/** What those who administer did, for everybody on the staff. */
export function Administration() {
  const say = useTexts(administrationTexts)
  const pages = usePages('administration', { query: {} })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[820px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <h1 className="text-title font-semibold">{say('administration.title')}</h1>
        <p className="mt-1 mb-4 text-second text-ink-2">{say('administration.text')}</p>
        {pages.error && !pages.data ? (
          <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting lines={6} />
        ) : rows.length === 0 ? (
          <Empty
            icon={<KeySquare aria-hidden="true" size={20} />}
            title={say('administration.empty_title')}
            text={say('administration.empty_text')}
          />
        ) : (
          <>
            <ul className="border-t border-line">
              {rows.map((row) => (
                <ActRow key={row.entryId} act={row} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </div>
    </div>
  )
}

function ActRow({ act }: { readonly act: Act }) {
  const say = useTexts(administrationTexts)
  return (
    <li
      className={classes(
        'flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-2 text-second',
      )}
    >
      <span className="min-w-0">
        <span className="font-medium">{act.actor}</span> {act.text}
        {act.about === '' ? null : <span className="text-ink-2"> · {act.about}</span>}
        {act.isEmergency ? (
          <span className="ml-2 rounded-sm bg-block-tint px-1 text-meta text-block">
            {say('administration.emergency')}
          </span>
        ) : null}
      </span>
      <time dateTime={act.when.at} className="text-meta text-ink-2">
        {act.when.text}
      </time>
    </li>
  )
}
