import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Inbox as InboxIcon, ListFilter } from 'lucide-react'
import { lazy, Suspense, useState, type ComponentProps } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { Button, buttonLook, iconButtonLook } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { KeyCap } from '../../parts/key.tsx'
import { Menu } from '../../parts/menu.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { InboxRow } from './inbox-row.tsx'
import { classes } from '../../parts/classes.ts'
import { viewLinkLook } from '../../parts/view-link.ts'
import { without } from '../../shell/without.ts'

const BatchSheet = lazy(() => import('./batch-sheet.tsx').then((it) => ({ default: it.BatchSheet })))

/** What waits for the reader. */
export type InboxAnswer = Answer<'inbox'>

/** One row of the inbox. */
export type Row = InboxAnswer['groups'][number]['rows'][number]

type Props = {
  readonly answer: InboxAnswer | undefined
  readonly pages: ComponentProps<typeof MoreButton>['pages']
  readonly rows: readonly Row[]
  readonly openId: string | undefined
  readonly selected: ReadonlySet<string>
  readonly onSelect: (selected: ReadonlySet<string>) => void
}

/** The list: saved views, groups, rows of three lines, and what is selected. */
export function InboxList(props: Props) {
  const { answer, rows, selected, onSelect } = props
  const [isSheetOpen, setSheetOpen] = useState(false)
  const chosen = rows.filter((row) => selected.has(row.approvalId))
  return (
    <>
      <ListHead answer={answer} />
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        {answer === undefined ? (
          <Waiting />
        ) : rows.length === 0 ? (
          <NoRows />
        ) : (
          <>
            <Groups {...props} answer={answer} />
            <MoreButton pages={props.pages} />
          </>
        )}
      </div>
      {answer && rows.length === 0 ? null : chosen.length === 0 ? (
        <KeyLine isSelectable={answer?.batch.can === true} />
      ) : (
        <SelectionBar
          count={chosen.length}
          onClear={() => onSelect(new Set())}
          onBatch={() => setSheetOpen(true)}
        />
      )}
      {isSheetOpen ? (
        <Suspense>
          <BatchSheet
            approvalIds={chosen.map((row) => row.approvalId)}
            onClose={() => setSheetOpen(false)}
            onDone={() => onSelect(new Set())}
          />
        </Suspense>
      ) : null}
    </>
  )
}

const groupings = ['deadline', 'customer', 'recipient'] as const

function ListHead({ answer }: { readonly answer: InboxAnswer | undefined }) {
  const say = useTexts(approvalsTexts)
  const navigate = useNavigate({ from: '/inbox' })
  const { group = 'deadline' } = useSearch({ from: '/inside/inbox' })
  return (
    <header className="border-b border-line px-5 pt-4">
      <div className="flex items-center justify-between gap-3">
        <h1 className="text-title font-semibold">
          {say('inbox.title')}
          <span className="ml-2 text-section font-normal text-ink-2">{answer?.total}</span>
        </h1>
        <div className="flex items-center gap-3 text-meta text-ink-2">
          {answer?.pace === undefined ? null : <span>{say('inbox.pace', { time: answer.pace })}</span>}
          <Menu
            name={say('inbox.group')}
            look={iconButtonLook}
            items={groupings.map((key) => ({
              key,
              text: say(`inbox.group.${key}`),
              isNow: key === group,
              onChoose: () => void navigate({ search: (now) => ({ ...now, group: key }) }),
            }))}
          >
            <ListFilter aria-hidden="true" size={17} />
          </Menu>
        </div>
      </div>
      <nav
        aria-label={say('inbox.buckets')}
        className="-mx-5 mt-2 flex gap-0.5 overflow-x-auto px-4 pb-2 lg:flex-wrap"
      >
        {(answer?.buckets ?? []).map((bucket) => (
          <BucketLink key={bucket.key} bucket={bucket.key} count={bucket.count} />
        ))}
      </nav>
    </header>
  )
}

type Bucket = InboxAnswer['buckets'][number]['key']

function BucketLink({ bucket, count }: { readonly bucket: Bucket; readonly count: number }) {
  const say = useTexts(approvalsTexts)
  const { bucket: now = 'all' } = useSearch({ from: '/inside/inbox' })
  return (
    <Link
      to="/inbox"
      search={(search) => ({ ...without(search, 'item'), bucket })}
      aria-current={now === bucket ? 'page' : undefined}
      className={viewLinkLook}
    >
      {say(`inbox.bucket.${bucket}`)}
      <span className="font-normal text-ink-3">{count}</span>
    </Link>
  )
}

function Groups({ answer, rows, openId, selected, onSelect }: Props & { readonly answer: InboxAnswer }) {
  const visible = new Set(rows.map((row) => row.approvalId))
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    onSelect(next)
  }
  return answer.groups.map((group) => {
    const mine = group.rows.filter((row) => visible.has(row.approvalId))
    if (mine.length === 0) return null
    return (
      <section key={group.key} aria-label={group.title}>
        <h2 className="sticky top-0 z-10 border-b border-line bg-canvas px-5 py-1 text-meta text-ink-2">
          {group.title} {group.count}
        </h2>
        <ul>
          {mine.map((row) => (
            <InboxRow
              key={row.approvalId}
              row={row}
              isOpen={row.approvalId === openId}
              isSelected={selected.has(row.approvalId)}
              isSelectable={answer.batch.can}
              onToggle={() => toggle(row.approvalId)}
            />
          ))}
        </ul>
      </section>
    )
  })
}

function NoRows() {
  const say = useTexts(approvalsTexts)
  const { bucket = 'all' } = useSearch({ from: '/inside/inbox' })
  const files = useMe()?.navigation.some((item) => item.key === 'my_requests')
  const icon = <InboxIcon aria-hidden="true" size={20} />
  if (bucket === 'all') {
    return (
      <Empty
        icon={icon}
        title={say('inbox.empty_title')}
        text={say('inbox.empty_text')}
        action={
          // Whoever asks for nothing themselves, as an administrator, goes to the log.
          files ? (
            <Link to="/my-requests" className={buttonLook('outline', 32)}>
              {say('inbox.empty_mine')}
            </Link>
          ) : (
            <Link to="/verification" className={buttonLook('outline', 32)}>
              {say('inbox.empty_log')}
            </Link>
          )
        }
      />
    )
  }
  return (
    <Empty
      icon={icon}
      title={say('inbox.empty_bucket')}
      text={say('inbox.empty_bucket_text')}
      action={
        <Link to="/inbox" className={buttonLook('outline', 32)}>
          {say('inbox.show_all')}
        </Link>
      }
    />
  )
}

function KeyLine({ isSelectable }: { readonly isSelectable: boolean }) {
  const say = useTexts(approvalsTexts)
  const { singleKeys } = usePreferences()
  if (!singleKeys) return null
  const multi: [readonly string[], string] = [[say('keys.space')], say('keys.multi')]
  const parts: [readonly string[], string][] = [
    [['J', 'K'], say('keys.up_down')],
    ...(isSelectable ? [multi] : []),
    [['A'], say('verb.approve')],
    [['R'], say('verb.return')],
    [['X'], say('verb.reject')],
    [['?'], say('keys.all')],
  ]
  return (
    <p
      className={classes(
        'hidden min-h-9 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-t border-line',
        'px-4 py-1.5 text-meta whitespace-nowrap text-ink-2 lg:flex pointer-coarse:hidden',
      )}
    >
      {parts.map(([keys, text]) => (
        <span key={text} className="inline-flex items-center gap-1">
          {keys.map((key) => (
            <KeyCap key={key}>{key}</KeyCap>
          ))}
          {text}
        </span>
      ))}
    </p>
  )
}

type SelectionProps = { readonly count: number; readonly onClear: () => void; readonly onBatch: () => void }

function SelectionBar({ count, onClear, onBatch }: SelectionProps) {
  const say = useTexts(approvalsTexts)
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line bg-surface px-5 py-2">
      <p aria-live="polite" className="flex-1 text-second">
        {say('inbox.selected', { count })}
      </p>
      <Button look="ghost" size={28} onClick={onClear}>
        {say('inbox.clear')}
      </Button>
      <Button look="outline" size={28} onClick={onBatch}>
        {say('inbox.batch')}
      </Button>
    </div>
  )
}
