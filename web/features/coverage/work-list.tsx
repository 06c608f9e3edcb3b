import { Link, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import { useKeys } from '../../shell/keys.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { LineDialog, useLineActs, type LineAct } from './line-acts.tsx'
import { LineRow, type Line } from './line-row.tsx'
import { Paging, usePages } from './paging.tsx'
import type { RunPage } from './summary.tsx'

const states = ['open', 'waiting', 'declared', 'explained', 'matched'] as const
const pageSize = 50

/** The lines that a person should look at, the strongest signs first; the keyboard goes through them. */
export function WorkList({ page }: { readonly page: RunPage }) {
  const say = useTexts(webCoverageTexts)
  const { runId } = page.run
  const { state = 'open' } = useSearch({ from: '/inside/coverage' })
  const pages = usePages()
  const [dialog, setDialog] = useState<{ readonly act: LineAct; readonly line: Line }>()
  const query = { after: pages.after, limit: pageSize, ...(state !== 'all' && { state }) }
  const { data, error, refetch } = useAnswer(
    'coverageLines',
    { params: { runId }, query },
    { keep: true, fresh: true },
  )
  const lines = data?.items ?? []
  return (
    <Section title={say('cov.list')}>
      <StateLinks page={page} onGo={pages.restart} />
      {error && !data ? (
        <ProblemView error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={6} />
      ) : lines.length === 0 ? (
        <p className="border-t border-line py-4 text-second text-ink-2">
          {say(state === 'open' ? 'cov.none_open' : 'cov.none')}
        </p>
      ) : (
        <Lines page={page} lines={lines} onDialog={(act, line) => setDialog({ act, line })} />
      )}
      <Paging pages={pages} next={data?.next} />
      {dialog === undefined ? null : (
        <LineDialog {...dialog} runId={runId} onClose={() => setDialog(undefined)} />
      )}
    </Section>
  )
}

function StateLinks({ page, onGo }: { readonly page: RunPage; readonly onGo: () => void }) {
  const say = useTexts(webCoverageTexts)
  const search = useSearch({ from: '/inside/coverage' })
  const now = search.state ?? 'open'
  const all = states.reduce((sum, state) => sum + page.listed[state], 0)
  const shown = states.filter((state) => state === 'open' || state === now || page.listed[state] > 0)
  return (
    <nav aria-label={say('cov.states')} className="-mx-2 mb-2 flex flex-wrap gap-1">
      {[...shown, 'all' as const].map((state) => (
        <Link
          key={state}
          to="/coverage"
          search={{ ...search, state }}
          resetScroll={false}
          onClick={onGo}
          aria-current={state === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`cov.state.${state}`)}
          <span className="font-normal text-ink-3">{state === 'all' ? all : page.listed[state]}</span>
        </Link>
      ))}
    </nav>
  )
}

type LinesProps = {
  readonly page: RunPage
  readonly lines: readonly Line[]
  readonly onDialog: (act: LineAct, line: Line) => void
}

function Lines({ page, lines, onDialog }: LinesProps) {
  const say = useTexts(webCoverageTexts)
  const [openId, setOpenId] = useState<string>()
  const list = useRef<HTMLUListElement>(null)
  const acts = useLineActs(page.run.runId)
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const focused = () => rows().findIndex((row) => row === document.activeElement)
  const move = (by: number) => {
    const all = rows()
    const at = focused()
    all[Math.max(0, Math.min(all.length - 1, at === -1 ? 0 : at + by))]?.focus()
  }
  const lineNow = () => lines[focused()] ?? lines.find(({ lineId }) => lineId === openId)
  const onLine = (does: (line: Line) => void) => () => {
    const line = lineNow()
    if (line && page.mark.can && (line.state === 'open' || line.state === 'declared')) does(line)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    e: onLine((line) => onDialog('explain', line)),
    d: onLine((line) => void acts.declare(line)),
  })
  return (
    <>
      <ul ref={list} aria-label={say('cov.list')} className="border-t border-line">
        {lines.map((line) => (
          <LineRow
            key={line.lineId}
            line={line}
            page={page}
            isOpen={line.lineId === openId}
            onToggle={() => setOpenId(line.lineId === openId ? undefined : line.lineId)}
            onDialog={(act) => onDialog(act, line)}
          />
        ))}
      </ul>
      {page.mark.can ? (
        <p className="mt-2 text-meta text-ink-3 pointer-coarse:hidden">{say('cov.keys')}</p>
      ) : null}
    </>
  )
}
