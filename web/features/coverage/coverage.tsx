import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { EntityChoice } from '../../parts/entity-choice.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { Accounts } from './accounts.tsx'
import { Certificate } from './certificate.tsx'
import { ImportDialog, type Importing } from './import-dialog.tsx'
import { Pool } from './pool.tsx'
import { Summary } from './summary.tsx'
import { UnbookedList } from './unbooked.tsx'
import { WorkList } from './work-list.tsx'

type Runs = Answer<'coverageRuns'>['items']

/**
 * The journal and the received invoices against the register: the state first, then what is to be looked at.
 */
export function Coverage() {
  const say = useTexts(webCoverageTexts)
  const search = useSearch({ from: '/inside/coverage' })
  const me = useMe()
  const entityId = search.entityId ?? me?.entities[0]?.id
  const runs = useAnswer(
    'coverageRuns',
    { query: { entityId: entityId ?? '' } },
    { enabled: entityId !== undefined, fresh: true },
  )
  const [importing, setImporting] = useState<Importing>()
  // Finance alone hands books in; others are spared what the server would refuse.
  const isFinance = me?.roles.some(({ key }) => key === 'finance') === true
  const items = runs.data?.items ?? []
  const runId = items.some((run) => run.runId === search.run) ? search.run : items[0]?.runId
  const begin = entityId === undefined ? undefined : () => setImporting({ entityId })
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <Head entityId={entityId} onImport={isFinance && items.length > 0 ? begin : undefined} />
        {runs.error && !runs.data ? (
          <ProblemView error={runs.error} onRetry={() => void runs.refetch()} />
        ) : runs.data === undefined ? (
          <Waiting lines={8} />
        ) : runId === undefined ? (
          <Empty
            icon={<Scale aria-hidden="true" size={20} />}
            title={say('cov.empty')}
            text={say(isFinance ? 'cov.empty_text' : 'cov.empty_reader')}
            action={
              isFinance && begin ? (
                <Button look="primary" onClick={begin}>
                  {say('cov.import')}
                </Button>
              ) : undefined
            }
          />
        ) : (
          <>
            <RunLinks runs={items} now={runId} entityId={entityId} />
            <Run key={runId} runId={runId} onPool={isFinance ? () => setImporting({ runId }) : undefined} />
          </>
        )}
      </div>
      {importing === undefined ? null : (
        <ImportDialog what={importing} onClose={() => setImporting(undefined)} />
      )}
    </div>
  )
}

type HeadProps = {
  readonly entityId: string | undefined
  readonly onImport: (() => void) | undefined
}

function Head({ entityId, onImport }: HeadProps) {
  const say = useTexts(webCoverageTexts)
  const navigate = useNavigate({ from: '/coverage' })
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-title font-semibold">{say('cov.title')}</h1>
        <p className="mt-1 text-second text-ink-2">{say('cov.lead')}</p>
      </div>
      <EntityChoice
        label={say('cov.entity')}
        entityId={entityId}
        onChange={(id) => void navigate({ search: { entityId: id } })}
      />
      {onImport === undefined ? null : <Button onClick={onImport}>{say('cov.import')}</Button>}
    </header>
  )
}

/** So many comparisons are at hand; older ones are reached by their address. */
const linksMax = 6

type LinksProps = { readonly runs: Runs; readonly now: string; readonly entityId: string | undefined }

function RunLinks({ runs, now, entityId }: LinksProps) {
  const say = useTexts(webCoverageTexts)
  if (runs.length < 2) return null
  return (
    <nav aria-label={say('cov.runs')} className="-mx-2 mt-3 flex flex-wrap gap-1">
      {runs.slice(0, linksMax).map(({ runId, from, until, comparedAt }) => (
        <Link
          key={runId}
          to="/coverage"
          search={{ ...(entityId !== undefined && { entityId }), run: runId }}
          resetScroll={false}
          aria-current={runId === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          <span className="tabular-nums">
            {from.slice(0, 7) === until.slice(0, 7) ? from.slice(0, 7) : `${from} – ${until}`}
          </span>
          <span className="font-normal text-ink-3 tabular-nums">{comparedAt.slice(5, 10)}</span>
        </Link>
      ))}
    </nav>
  )
}

type RunProps = { readonly runId: string; readonly onPool: (() => void) | undefined }

function Run({ runId, onPool }: RunProps) {
  const { data, error, refetch } = useAnswer(
    'coverageRun',
    { params: { runId } },
    { fresh: true, keep: true },
  )
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={8} />
  return (
    <>
      <Summary page={data} />
      <WorkList page={data} />
      <UnbookedList page={data} />
      <Pool page={data} onImport={onPool} />
      <Accounts entityId={data.run.entityId} accounts={data.accounts} leftOut={data.leftOut} />
      <Certificate page={data} />
    </>
  )
}
