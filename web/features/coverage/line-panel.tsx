import { Link } from '@tanstack/react-router'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button, buttonLook } from '../../parts/button.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { useTexts } from '../../shell/text.ts'
import { Candidates } from './candidates.tsx'
import { useLineActs, type LineAct } from './line-acts.tsx'
import type { Line } from './line-row.tsx'
import type { RunPage } from './summary.tsx'

type Props = {
  readonly line: Line
  readonly page: RunPage
  readonly onDialog: (act: LineAct) => void
}

/** Everything that the books say of a line, what was said of it, and what the reader can do. */
export function LinePanel({ line, page, onDialog }: Props) {
  const isOpen = line.state === 'open' || line.state === 'declared'
  return (
    <div className="pr-2 pb-4 pl-6">
      <Facts line={line} />
      <Said line={line} />
      {isOpen && page.mark.can ? <Candidates line={line} runId={page.run.runId} /> : null}
      {isOpen ? <Answers line={line} page={page} onDialog={onDialog} /> : null}
      {line.state === 'waiting' ? <Confirming line={line} page={page} onDialog={onDialog} /> : null}
    </div>
  )
}

function Facts({ line }: { readonly line: Line }) {
  const say = useTexts(webCoverageTexts)
  const { source, voucher, account, payee, staff, invoice } = line
  const facts = [
    [
      say(source === 'invoice' ? 'cov.fact.invoice_line' : 'cov.fact.line'),
      say('cov.fact.line_value', { line: line.line }),
    ],
    [say('cov.fact.voucher'), voucher],
    [say('cov.fact.account'), account],
    [say('cov.fact.payee'), payee],
    [say('cov.fact.staff'), staff],
    [say('cov.fact.invoice'), invoice ? `${invoice.number} · ${amountText(invoice.amount)}` : ''],
  ] as const
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-second">
      {facts
        .filter(([, value]) => value !== '')
        .map(([word, value]) => (
          <div key={word} className="contents">
            <dt className="text-ink-2">{word}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Said({ line }: { readonly line: Line }) {
  const say = useTexts(webCoverageTexts)
  const { reason, markedBy, confirmedBy, benefit, state } = line
  return (
    <>
      {markedBy === undefined || reason === undefined || state === 'declared' ? null : (
        <p className="mt-2 text-second break-words">
          {say('cov.said', { by: markedBy, reason })}
          {confirmedBy === undefined ? null : (
            <span className="text-ink-2"> · {say('cov.confirmed', { by: confirmedBy })}</span>
          )}
        </p>
      )}
      {benefit === undefined ? null : <BenefitBehind benefit={benefit} />}
    </>
  )
}

/** The benefit that the line is, with its amount: a second person sees both beside each other. */
function BenefitBehind({ benefit }: { readonly benefit: NonNullable<Line['benefit']> }) {
  const say = useTexts(webCoverageTexts)
  const { number, title, amount, requestId } = benefit
  const named = [number, title, amountText(amount)].filter(Boolean).join(' · ')
  if (requestId === undefined) return <p className="mt-1 text-second">{named}</p>
  return (
    <p className="mt-1 text-second">
      <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
        {`${say('cov.benefit')}：${named}`}
      </Link>
    </p>
  )
}

function Answers({ line, page, onDialog }: Props) {
  const say = useTexts(webCoverageTexts)
  const acts = useLineActs(page.run.runId)
  if (!page.mark.can) {
    return <p className="mt-2 text-second text-ink-2">{page.mark.why}</p>
  }
  return (
    <div className="mt-3">
      <p className="text-meta text-ink-2">{say('cov.declare_text')}</p>
      <p className="mt-1.5 flex flex-wrap gap-2">
        {line.requestId === undefined ? (
          <Button look="primary" onClick={() => void acts.declare(line)}>
            {say('cov.declare')}
          </Button>
        ) : line.isOwnMark ? (
          <Link to="/new" search={{ draft: line.requestId }} className={buttonLook('primary', 32)}>
            {say('cov.go_on')}
          </Link>
        ) : null}
        <Button onClick={() => onDialog('explain')}>{say('cov.explain')}</Button>
      </p>
    </div>
  )
}

function Confirming({ line, page, onDialog }: Props) {
  const say = useTexts(webCoverageTexts)
  const acts = useLineActs(page.run.runId)
  if (line.isOwnMark) return <p className="mt-2 text-second text-ink-2">{say('cov.own')}</p>
  if (!page.confirm.can) return <p className="mt-2 text-second text-ink-2">{say('cov.wait_text')}</p>
  return (
    <p className="mt-3 flex flex-wrap gap-2">
      <Button look="primary" onClick={() => void acts.confirm(line)}>
        {say('cov.confirm')}
      </Button>
      <Button look="danger" onClick={() => onDialog('decline')}>
        {say('cov.decline')}
      </Button>
    </p>
  )
}
