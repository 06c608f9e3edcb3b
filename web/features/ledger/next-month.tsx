import { Link } from '@tanstack/react-router'
import { Check, CircleAlert, TriangleAlert } from 'lucide-react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Months = Answer<'periods'>
type Next = NonNullable<Months['next']>

type Props = {
  readonly months: Months
  readonly entityId: string
  readonly onClose: (month: string) => void
}

/** The month to be closed next: whether it can be, and the checklist with the place of each thing. */
export function NextMonth({ months, entityId, onClose }: Props) {
  const say = useTexts(webLedgerTexts)
  const { next, can } = months
  if (next === undefined) return <p className="mt-4 text-second">{say('months.none')}</p>
  const { month, isOver, canClose } = next
  if (!isOver) return <p className="mt-4 text-second">{say('months.next_running', { month })}</p>
  return (
    <Section
      title={say('months.next_over', { month })}
      aside={
        can.propose ? (
          <Button size={32} look="primary" disabled={!canClose} onClick={() => onClose(month)}>
            {say('months.close')}
          </Button>
        ) : undefined
      }
    >
      <p className="text-body font-medium">{say(verdictOf(next))}</p>
      <ul className="mt-2 border-t border-line">
        {next.checks.map((check) => (
          <CheckLine key={check.code} check={check} month={month} entityId={entityId} />
        ))}
      </ul>
    </Section>
  )
}

function verdictOf({ canClose, checks }: Next) {
  if (!canClose) return 'months.blocked'
  return checks.every(({ isDone }) => isDone) ? 'months.ready' : 'months.ready_open'
}

type LineProps = {
  readonly check: Next['checks'][number]
  readonly month: string
  readonly entityId: string
}

function CheckLine({ check, month, entityId }: LineProps) {
  const say = useTexts(webLedgerTexts)
  const { code, isDone, isBlocking, says } = check
  const look = isDone ? looks.done : isBlocking ? looks.blocking : looks.open
  const Icon = look.icon
  return (
    <li className="flex items-start gap-2 border-b border-line py-2 text-second">
      <Icon aria-hidden="true" size={16} className={classes('mt-0.5 shrink-0', look.ink)} />
      <span className="min-w-0 flex-1">
        <span className="sr-only">{`${say(look.word)}${say('months.colon')}`}</span>
        <span className={isDone ? 'text-ink-2' : undefined}>{says}</span>
      </span>
      {isDone ? null : (
        <Link
          to={places[code]}
          search={searchOf(code, { entityId, month })}
          className={classes(linkLook, 'shrink-0 inline-flex items-center pointer-coarse:min-h-10')}
        >
          {say(`months.go.${code}`)}
        </Link>
      )}
    </li>
  )
}

const looks = {
  done: { icon: Check, ink: 'text-pass', word: 'months.check_done' },
  open: { icon: TriangleAlert, ink: 'text-warn', word: 'months.check_open' },
  blocking: { icon: CircleAlert, ink: 'text-block', word: 'months.check_blocking' },
} as const

/** Where each thing is put right. */
const places = {
  books_apart: '/books',
  entries_broken: '/books',
  bank_unexplained: '/reconciliation',
  orders_unanswered: '/payments',
  payments_not_shown: '/reconciliation',
  vouchers_unnumbered: '/periods',
  vouchers_changed: '/periods',
  coverage_unsigned: '/coverage',
  numbers_unfound: '/coverage',
  taxes_uncharged: '/tax',
  accruals_unbooked: '/periods',
  input_tax_doubtful: '/periods',
} as const

function searchOf(code: keyof typeof places, of: { readonly entityId: string; readonly month: string }) {
  if (code === 'accruals_unbooked') return { ...of, accrual: 'all' }
  const isOfAMonth = places[code] === '/books' || places[code] === '/periods'
  return isOfAMonth ? of : { entityId: of.entityId }
}
