import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { useTexts } from '../../shell/text.ts'
import type { Account } from './reconciliation.tsx'
import { When } from './when.tsx'

/** The verdict of an account in one sentence, then both sides of it down to what is unexplained. */
export function BalanceSides({ account }: { readonly account: Account }) {
  const say = useTexts(webBankTexts)
  const { books, closingOn, importedAt } = account
  if (books === undefined) {
    const isStated = account.state === 'stated'
    return (
      <div className="mt-4">
        <p className="text-section font-medium">{say(isStated ? 'acc.stated' : 'rec.no_statement')}</p>
        <p className="mt-1 text-second text-ink-2">
          {say(isStated ? 'acc.state_text' : 'rec.no_statement_text')}
        </p>
      </div>
    )
  }
  return (
    <>
      <Verdict account={account} />
      {closingOn === undefined || importedAt === undefined ? null : (
        <p className="mt-1 flex flex-wrap gap-x-1 text-second text-ink-2">
          <span>{say('rec.last', { on: closingOn })}</span>
          <When at={importedAt} />
        </p>
      )}
      <Sides account={account} books={books} />
      <Gaps account={account} />
    </>
  )
}

function Verdict({ account }: { readonly account: Account }) {
  const say = useTexts(webBankTexts)
  const { books, unexplained, gaps } = account
  if (books === undefined) return null
  const isZero = books.unexplained.minor === '0'
  const isClear = isZero && unexplained.lines === 0 && gaps.length === 0
  const Icon = isClear ? CircleCheck : TriangleAlert
  return (
    <p
      role="status"
      className={classes(
        'mt-4 flex items-start gap-2 text-section font-medium',
        isClear ? 'text-pass' : 'text-warn',
      )}
    >
      <Icon aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
      {isClear
        ? say('rec.zero')
        : isZero
          ? say('rec.apart_none')
          : say('rec.apart', { amount: amountText(books.unexplained) })}
    </p>
  )
}

type Books = NonNullable<Account['books']>

function Sides({ account, books }: { readonly account: Account; readonly books: Books }) {
  const say = useTexts(webBankTexts)
  const { closing, unexplained, notShown, underWay } = account
  return (
    <>
      <dl aria-label={say('rec.sides')} className="mt-4 border-t border-line text-second">
        {closing === undefined ? null : <Line name={say('rec.statement_balance')} amount={closing} />}
        <Line name={say('rec.records_balance')} amount={books.records} />
        <Line name={say('rec.difference')} amount={books.difference} />
        {notShown.orders === 0 ? null : (
          <Line name={say('rec.not_shown', { count: notShown.orders })} amount={notShown.amount} isPart />
        )}
        <Line name={say('rec.unexplained')} amount={books.unexplained} isStrong />
      </dl>
      {unexplained.lines === 0 ? null : (
        <p className="mt-1 text-meta text-ink-2">
          {say('rec.of_lines', { count: unexplained.lines, amount: amountText(unexplained.amount) })}
        </p>
      )}
      <details className="mt-2 text-second">
        <summary className={summaryLook}>{say('rec.how')}</summary>
        <dl className="mt-1 border-t border-line">
          <Line name={say('rec.opening', { on: books.since })} amount={books.opening} />
          <Line name={say('rec.paid', { count: books.paid.orders })} amount={books.paid.amount} />
          {books.other.map(({ verdict, lines, amount }) => (
            <Line key={verdict} name={say(`rec.${verdict}`, { count: lines })} amount={amount} />
          ))}
          <Line name={say('rec.records_balance')} amount={books.records} isStrong />
        </dl>
      </details>
      {underWay.orders === 0 ? null : (
        <p className="mt-2 text-second text-ink-2">
          {say('rec.under_way', { count: underWay.orders, amount: amountText(underWay.amount) })}
        </p>
      )}
    </>
  )
}

const summaryLook = classes(
  'inline-flex min-h-6 cursor-pointer items-center text-ink-2 underline decoration-line-2',
  'underline-offset-4 pointer-coarse:min-h-10',
)

type LineProps = {
  readonly name: string
  readonly amount: MoneyJson
  readonly isStrong?: boolean
  readonly isPart?: boolean
}

function Line({ name, amount, isStrong = false, isPart = false }: LineProps) {
  return (
    <div
      className={classes(
        'flex items-baseline justify-between gap-4 border-b border-line py-1.5',
        isStrong && 'font-medium',
      )}
    >
      <dt className={classes('min-w-0', !isStrong && 'text-ink-2', isPart && 'pl-4')}>{name}</dt>
      <dd className="shrink-0 tabular-nums">{amountText(amount)}</dd>
    </div>
  )
}

function Gaps({ account: { gaps } }: { readonly account: Account }) {
  const say = useTexts(webBankTexts)
  if (gaps.length === 0) return <p className="mt-2 text-second text-ink-2">{say('rec.no_gap')}</p>
  return (
    <div className="mt-3 rounded-md bg-warn-tint px-3 py-2 text-second">
      <p className="font-medium text-warn">{say('rec.gaps')}</p>
      <ul>
        {gaps.map(({ from, to, difference }) => (
          <li key={`${from} ${to}`}>{say('rec.gap', { from, to, amount: amountText(difference) })}</li>
        ))}
      </ul>
    </div>
  )
}
