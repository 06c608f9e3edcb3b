import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft, MousePointerClick } from 'lucide-react'
import { useState } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { classes } from '../../parts/classes.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { useIsWide } from '../../parts/use-wide.ts'
import { Waiting } from '../../parts/waiting.tsx'
import { useKeys } from '../../shell/keys.ts'
import { usePendingSubjects } from '../../shell/pending.ts'
import { useAnswer, usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ActionBar } from './action-bar.tsx'
import { CaseView } from './case-view.tsx'
import { InboxList, type InboxAnswer, type Row } from './inbox-list.tsx'
import { without } from '../../shell/without.ts'
import { TooLatePage, useTooLate } from './too-late.tsx'

/** Decide with all facts in one view: the list stays in sight, the keyboard does everything. */
export function Inbox() {
  const search = useSearch({ from: '/inside/inbox' })
  const isWide = useIsWide()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const query = { bucket: search.bucket ?? 'all', group: search.group ?? 'deadline' } as const
  const pages = usePages('inbox', { query }, { everyMs: 60_000 })
  const answer = pages.data && wholeOf(pages.data.pages)
  const rows = useVisibleRows(answer)
  const openId = search.item ?? (isWide ? rows[0]?.approvalId : undefined)
  const isSelectable = answer?.batch.can === true
  const afterDecision = useMoves({ rows, openId, isWide, selected, isSelectable, onSelect: setSelected })
  const isListHidden = !isWide && search.item !== undefined
  return (
    <div
      className={classes(
        'min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(330px,36%)_minmax(0,1fr)]',
        'xl:grid-cols-[470px_minmax(0,1fr)]',
      )}
    >
      <section
        className={classes(
          'min-h-0 flex-col border-line lg:border-r',
          isListHidden ? 'hidden' : 'flex h-full',
        )}
      >
        {pages.error && !answer ? (
          <ProblemView error={pages.error} onRetry={() => void pages.refetch()} as="h1" />
        ) : (
          <InboxList
            answer={answer}
            pages={pages}
            rows={rows}
            openId={openId}
            selected={selected}
            onSelect={setSelected}
          />
        )}
      </section>
      <section
        className={classes('h-full min-h-0 flex-col bg-surface', isListHidden || isWide ? 'flex' : 'hidden')}
      >
        {openId === undefined ? (
          <NothingOpen hasRows={rows.length > 0} />
        ) : (
          <OpenCase
            key={openId}
            approvalId={openId}
            titleAs={isWide ? 'h2' : 'h1'}
            onDecided={afterDecision}
          />
        )}
      </section>
    </div>
  )
}

type Moves = {
  readonly rows: readonly Row[]
  readonly openId: string | undefined
  readonly isWide: boolean
  readonly selected: ReadonlySet<string>
  readonly isSelectable: boolean
  readonly onSelect: (selected: ReadonlySet<string>) => void
}

/** The keys of the list; gives what follows a decision: the next item, or on a phone the list. */
function useMoves({ rows, openId, isWide, selected, isSelectable, onSelect }: Moves): () => void {
  const navigate = useNavigate({ from: '/inbox' })
  const open = (item: string | undefined) => {
    void navigate({
      search: (now) => (item === undefined ? without(now, 'item') : { ...now, item }),
      replace: isWide,
    })
    if (item !== undefined) requestAnimationFrame(() => focusRow(item))
  }
  const at = rows.findIndex((row) => row.approvalId === openId)
  const move = (by: 1 | -1) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
    if (next) open(next.approvalId)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => enter(openId, open),
    escape: () => (isWide ? openId && focusRow(openId) : open(undefined)),
    space: () =>
      isSelectable &&
      openId &&
      rows[at]?.badge?.outcome !== 'prohibit' &&
      onSelect(toggled(selected, openId)),
  })
  return () => open(isWide ? (rows[at + 1] ?? rows[at - 1])?.approvalId : undefined)
}

/** The pages as one list: a group that goes on over the end of a page stands once. */
function wholeOf(pages: readonly InboxAnswer[]): InboxAnswer | undefined {
  const last = pages.at(-1)
  if (!last) return undefined
  const groups = new Map<string, InboxAnswer['groups'][number]>()
  for (const group of pages.flatMap((page) => page.groups)) {
    const rows = [...(groups.get(group.key)?.rows ?? []), ...group.rows]
    groups.set(group.key, { ...group, rows })
  }
  return { ...last, groups: [...groups.values()] }
}

/** The rows without those whose decision is held back or on its way. */
function useVisibleRows(answer: InboxAnswer | undefined) {
  const pending = usePendingSubjects()
  const rows = answer?.groups.flatMap((group) => group.rows) ?? []
  return rows.filter((row) => !pending.has(row.approvalId))
}

type OpenProps = {
  readonly approvalId: string
  readonly titleAs: 'h1' | 'h2'
  readonly onDecided: () => void
}

function OpenCase({ approvalId, titleAs, onDecided }: OpenProps) {
  const { data, error, refetch } = useAnswer('approvalDetail', { params: { approvalId } })
  const tooLate = useTooLate(approvalId)
  if (tooLate) {
    return (
      <div className="overflow-y-auto">
        <BackLink />
        <TooLatePage approvalId={approvalId} problem={tooLate} titleAs={titleAs} />
      </div>
    )
  }
  if (error && !data) {
    return (
      <div className="overflow-y-auto">
        <BackLink />
        <ProblemView error={error} onRetry={() => void refetch()} as={titleAs} />
      </div>
    )
  }
  if (!data) return <Waiting lines={9} />
  return (
    <>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <CaseView item={data} titleAs={titleAs} back={<BackLink />} />
      </div>
      <ActionBar item={data} onDecided={onDecided} />
    </>
  )
}

function BackLink() {
  const say = useTexts(approvalsTexts)
  return (
    <Link
      to="/inbox"
      search={(now) => without(now, 'item')}
      aria-label={say('case.back')}
      className="-ml-2 flex size-10 shrink-0 items-center justify-center rounded-md text-ink-2 lg:hidden"
    >
      <ArrowLeft aria-hidden="true" size={20} />
    </Link>
  )
}

function NothingOpen({ hasRows }: { readonly hasRows: boolean }) {
  const say = useTexts(approvalsTexts)
  if (!hasRows) return null
  return (
    <p className="m-auto flex items-center gap-2 text-ink-2">
      <MousePointerClick aria-hidden="true" size={18} />
      {say('inbox.pick')}
    </p>
  )
}

/** Opens the row in focus; one that is open already hands the focus to its item. */
function enter(openId: string | undefined, open: (item: string) => void): void {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row']
  if (row !== undefined && row !== openId) return open(row)
  document.querySelector<HTMLElement>('article h1, article h2')?.focus()
}

function focusRow(approvalId: string): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(approvalId)}"]`)
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}
