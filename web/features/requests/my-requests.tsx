import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileText, Plus, Trash2 } from 'lucide-react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { shellTexts } from '../../../src/texts/shell.ts'
import { amountText } from '../../parts/amount.tsx'
import { buttonLook } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Deadline } from '../../parts/deadline.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { VerdictBadge } from '../../parts/verdict.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useKeys } from '../../shell/keys.ts'
import { usePendingSubjects } from '../../shell/pending.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { viewLinkLook } from '../../parts/view-link.ts'
import { useDeleteDraft } from './delete-draft.ts'

type Row = Answer<'myRequests'>['rows'][number]
type Chip = Answer<'myRequests'>['chips'][number]

/** Follow what one filed: where it stands, who holds it, until when. */
export function MyRequests() {
  const say = useTexts(requestsTexts)
  const { chip = 'all' } = useSearch({ from: '/inside/my-requests' })
  const pages = usePages('myRequests', { query: { chip } })
  const deleted = usePendingSubjects()
  const all = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const rows = all.filter((row) => !deleted.has(row.requestId))
  useRowKeys()
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="shrink-0 border-b border-line px-4 pt-4 sm:px-8">
        <h1 className="text-title font-semibold">{say('mine.title')}</h1>
        <nav aria-label={say('mine.chips')} className="-mx-2 mt-2 flex gap-1 overflow-x-auto pb-2">
          {(pages.data?.pages[0]?.chips ?? []).map((it) => (
            <ChipLink key={it.key} chip={it} isNow={it.key === chip} />
          ))}
        </nav>
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        {pages.error && !pages.data ? (
          <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : rows.length === 0 ? (
          <NoRequests isAll={chip === 'all'} />
        ) : (
          <>
            <ul aria-label={say('mine.list')} className="max-w-[980px]">
              {rows.map((row) => (
                <RequestRow key={row.requestId} row={row} isBesideDrafts={rows.some(isDraft)} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </div>
    </div>
  )
}

function ChipLink({ chip, isNow }: { readonly chip: Chip; readonly isNow: boolean }) {
  const say = useTexts(requestsTexts)
  return (
    <Link
      to="/my-requests"
      search={{ chip: chip.key }}
      aria-current={isNow ? 'page' : undefined}
      className={viewLinkLook}
    >
      {say(`mine.chip.${chip.key}`)}
      <span className="font-normal text-ink-3">{chip.count}</span>
    </Link>
  )
}

function isDraft(row: Row): boolean {
  return row.state.state === 'draft'
}

type RowProps = {
  readonly row: Row
  /** Among drafts, each row keeps the room of their button, so that the amounts stand below one another. */
  readonly isBesideDrafts: boolean
}

function RequestRow({ row, isBesideDrafts }: RowProps) {
  const say = useTexts(requestsTexts)
  const content = (
    <>
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 break-words">
          <span className="font-medium">{whatOf(row) || say('mine.unnamed')}</span>
          {row.customer ? <span className="ml-2 text-second text-ink-2">{row.title}</span> : null}
        </span>
        {row.amount ? <span className="shrink-0 font-medium">{amountText(row.amount)}</span> : null}
      </span>
      <span className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-ink-2">
        <StateBadge state={row.state} />
        {row.badge ? <VerdictBadge outcome={row.badge.outcome} word={row.badge.short} /> : null}
        {row.holder === '' ? null : (
          <span className="min-w-0 break-words max-sm:order-last max-sm:basis-full">{row.holder}</span>
        )}
        <span className="ml-auto flex shrink-0 gap-x-3 text-ink-3">
          {row.deadline ? <Deadline deadline={row.deadline} /> : null}
          <span>
            {row.number === '' ? null : <span className="max-sm:hidden">{row.number} · </span>}
            {row.when.ago}
          </span>
        </span>
      </span>
    </>
  )
  const look = 'block min-w-0 flex-1 px-4 py-3 hover:bg-sunken focus-visible:-outline-offset-2 sm:px-8'
  return (
    <li className="flex items-center border-b border-line">
      {isDraft(row) ? (
        <Link to="/new" search={{ draft: row.requestId }} data-row={row.requestId} className={look}>
          {content}
        </Link>
      ) : (
        <Link
          to="/requests/$requestId"
          params={{ requestId: row.requestId }}
          data-row={row.requestId}
          className={look}
        >
          {content}
        </Link>
      )}
      {isDraft(row) ? <DeleteButton row={row} /> : isBesideDrafts ? <span className={deleteRoom} /> : null}
    </li>
  )
}

/** What a row is about: its customer, or its kind where none is chosen yet. */
function whatOf(row: Row): string {
  return row.customer?.name ?? row.kind
}

const deleteRoom = 'mr-2 w-8 shrink-0 pointer-coarse:w-10 sm:mr-6'

function DeleteButton({ row }: { readonly row: Row }) {
  const say = useTexts(requestsTexts)
  const remove = useDeleteDraft()
  const what = whatOf(row) || say('mine.unnamed')
  return (
    <button
      type="button"
      aria-label={say('mine.delete_draft', { what })}
      title={say('mine.delete')}
      onClick={() => void remove(row.requestId, what)}
      className={classes(
        deleteRoom,
        'flex h-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-block',
        'pointer-coarse:h-10',
      )}
    >
      <Trash2 aria-hidden="true" size={16} />
    </button>
  )
}

function NoRequests({ isAll }: { readonly isAll: boolean }) {
  const say = useTexts(requestsTexts)
  const shell = useTexts(shellTexts)
  const icon = <FileText aria-hidden="true" size={20} />
  if (isAll) {
    return (
      <Empty
        icon={icon}
        title={say('mine.empty_title')}
        text={say('mine.empty_text')}
        action={
          <Link to="/new" className={buttonLook('primary', 36)}>
            <Plus aria-hidden="true" size={16} />
            {shell('shell.new_request')}
          </Link>
        }
      />
    )
  }
  return (
    <Empty
      icon={icon}
      title={say('mine.empty_chip')}
      text={say('mine.empty_chip_text')}
      action={
        <Link to="/my-requests" className={buttonLook('outline', 32)}>
          {say('mine.show_all')}
        </Link>
      }
    />
  )
}

/** J and K go through the rows; Enter opens the one in focus, as it does for every link. */
function useRowKeys(): void {
  const navigate = useNavigate()
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    escape: () => void navigate({ to: '/my-requests', search: {} }),
  })
}

function move(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const at = rows.findIndex((row) => row === document.activeElement)
  rows[Math.max(0, Math.min(rows.length - 1, at === -1 ? 0 : at + by))]?.focus()
}
