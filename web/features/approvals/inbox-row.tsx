import { Link } from '@tanstack/react-router'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { Deadline } from '../../parts/deadline.tsx'
import { VerdictBadge } from '../../parts/verdict.tsx'
import { useTexts } from '../../shell/text.ts'
import type { Row } from './inbox-list.tsx'

type Props = {
  readonly row: Row
  readonly isOpen: boolean
  readonly isSelected: boolean
  /** False where the company has no batches: then there is nothing to select for. */
  readonly isSelectable: boolean
  readonly onToggle: () => void
}

/** Customer and amount / matter and deadline / verdict, why, who. */
export function InboxRow({ row, isOpen, isSelected, isSelectable, onToggle }: Props) {
  const say = useTexts(approvalsTexts)
  // What is forbidden can never stand in a batch; of the rest the sheet says what it leaves out and why.
  const isClosed = row.badge?.outcome === 'prohibit'
  return (
    <li
      className={classes(
        'relative flex border-b border-line pr-5 pl-3',
        isOpen
          ? 'bg-surface before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-brand'
          : 'hover:bg-sunken',
      )}
    >
      {isSelectable ? (
        <label className="mt-1.5 flex size-8 shrink-0 items-start justify-center p-1 pointer-coarse:size-10">
          <span className="sr-only">{say('inbox.select', { number: row.number || row.matter })}</span>
          <input
            type="checkbox"
            checked={isSelected}
            disabled={isClosed}
            title={row.batch.can ? undefined : row.batch.why}
            onChange={onToggle}
            className="m-1 size-4 accent-brand"
          />
        </label>
      ) : null}
      <Link
        to="/inbox"
        search={(now) => ({ ...now, item: row.approvalId })}
        data-row={row.approvalId}
        aria-current={isOpen ? 'true' : undefined}
        className="min-w-0 flex-1 py-2.5 pl-1 focus-visible:-outline-offset-2"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 text-body font-medium break-words">{row.heading}</span>
          {row.amount ? <span className="shrink-0 font-medium">{amountText(row.amount)}</span> : null}
        </span>
        <span className="mt-0.5 flex items-baseline justify-between gap-3 text-second">
          <span className="min-w-0 break-words text-ink-2">{row.matter}</span>
          {row.deadline ? <Deadline deadline={row.deadline} /> : null}
        </span>
        <span className="mt-1 flex items-start gap-2 text-meta text-ink-2">
          {row.badge ? <VerdictBadge outcome={row.badge.outcome} word={row.badge.short} /> : null}
          {/* The item beside the list has the whole sentence. */}
          <span className="line-clamp-2 min-w-0 flex-1 py-px">{row.why}</span>
          <span className="shrink-0 py-px">{row.who}</span>
        </span>
      </Link>
    </li>
  )
}
