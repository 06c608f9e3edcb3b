import { ChevronDown, ChevronRight } from 'lucide-react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import type { LineAct } from './line-acts.tsx'
import { LinePanel } from './line-panel.tsx'
import type { RunPage } from './summary.tsx'

/** A line of the work list as the page has it. */
export type Line = Answer<'coverageLines'>['items'][number]

type Props = {
  readonly line: Line
  readonly page: RunPage
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onDialog: (act: LineAct) => void
}

/**
 * One line: what was paid to whom and how much, and why it is here; opened, all of it with what can be done.
 */
export function LineRow({ line, page, isOpen, onToggle, onDialog }: Props) {
  const say = useTexts(webCoverageTexts)
  const Icon = isOpen ? ChevronDown : ChevronRight
  const what = line.text || line.payee || line.account
  return (
    <li className="border-b border-line">
      <button
        type="button"
        data-row
        aria-expanded={isOpen}
        onClick={onToggle}
        className={classes(
          'flex w-full items-start gap-2 rounded-md py-2.5 pr-2 text-left hover:bg-sunken',
          'focus-visible:-outline-offset-2',
        )}
      >
        <Icon aria-hidden="true" size={16} className="mt-1 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0 font-medium break-words">{what}</span>
            <span className="font-medium tabular-nums">{amountText(line.amount)}</span>
          </span>
          <span className="block text-second break-words text-ink-2">
            <span className="tabular-nums">{line.day}</span>
            {[line.text === '' ? '' : line.payee, line.staff, line.account]
              .filter((part) => part !== '')
              .map((part) => ` · ${part}`)
              .join('')}
          </span>
          <span className="mt-0.5 block text-meta break-words text-ink-2">
            {line.source === 'invoice' ? (
              <span className="mr-2 rounded-sm border border-line-2 px-1.5">{say('cov.only_invoice')}</span>
            ) : null}
            {line.state === 'open' ? null : (
              <span className={classes('mr-2 font-medium', inks[line.state])}>
                {say(`cov.state.${line.state}`)}
              </span>
            )}
            {line.why}
          </span>
        </span>
      </button>
      {isOpen ? <LinePanel line={line} page={page} onDialog={onDialog} /> : null}
    </li>
  )
}

const inks = {
  open: 'text-ink',
  waiting: 'text-warn',
  declared: 'text-warn',
  explained: 'text-pass',
  matched: 'text-pass',
} as const
