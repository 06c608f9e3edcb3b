import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webOneTexts } from '../../../src/texts/web-one.ts'
import { webRefundTexts } from '../../../src/texts/web-refunds.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { OneAlone } from '../../parts/one-alone.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { without } from '../../shell/without.ts'
import { RefundLine } from './refund-line.tsx'
import { UnmatchLine } from './unmatch-line.tsx'
import { When } from './when.tsx'

/** A line that says what it is. */
export type AnsweredLine = Answer<'bankLines'>['items'][number]

/** What somebody is about to do with a line. */
type Act = { readonly verb: 'unmatch' | 'refund'; readonly line: AnsweredLine }

/** The lines that say what they are, the latest first: by what they were known, or by whom. */
export function AnsweredLines({ accountId }: { readonly accountId: string }) {
  const say = useTexts(webBankTexts)
  const [by, setBy] = useState<'all' | 'person'>('all')
  const [act, setAct] = useState<Act>()
  const pages = usePages('bankLines', { query: { accountId, by } })
  const lines = pages.data?.pages.flatMap((page) => page.items)
  return (
    <Section title={say('rec.lines')}>
      <Chips
        label={say('rec.lines')}
        isQuiet
        value={by}
        options={(['all', 'person'] as const).map((key) => ({ key, word: say(`rec.lines.${key}`) }))}
        onChange={(key) => setBy(key === 'person' ? 'person' : 'all')}
      />
      {lines === undefined ? (
        <Waiting lines={4} />
      ) : lines.length === 0 ? (
        <p className="mt-2 text-second text-ink-2">{say('rec.no_lines')}</p>
      ) : (
        <ul aria-label={say('rec.lines')} className="mt-2 border-t border-line">
          {lines.map((line) => (
            <Row key={line.lineId} line={line} onAct={(verb) => setAct({ verb, line })} />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
      <ActDialog act={act} onClose={() => setAct(undefined)} />
    </Section>
  )
}

type OneProps = { readonly accountId: string; readonly lineId: string }

/** One answered line alone, as an entry of the books names it. */
export function OneLine({ accountId, lineId }: OneProps) {
  const say = useTexts(webOneTexts)
  const [act, setAct] = useState<Act>()
  const pages = usePages('bankLines', { query: { accountId, lineId } })
  const lines = pages.data?.pages.flatMap((page) => page.items)
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (lines === undefined) return <Waiting lines={2} />
  return (
    <>
      <OneAlone what="line" isFound={lines.length > 0}>
        <Link
          from="/reconciliation"
          to="/reconciliation"
          search={(now) => without(now, 'line')}
          className={linkLook}
        >
          {say('one.all')}
        </Link>
      </OneAlone>
      <ul aria-label={say('one.line')} className="mt-2 border-t border-line">
        {lines.map((line) => (
          <Row key={line.lineId} line={line} onAct={(verb) => setAct({ verb, line })} />
        ))}
      </ul>
      <ActDialog act={act} onClose={() => setAct(undefined)} />
    </>
  )
}

type ActProps = { readonly act: Act | undefined; readonly onClose: () => void }

function ActDialog({ act, onClose }: ActProps) {
  if (act === undefined) return null
  return act.verb === 'refund' ? (
    <RefundLine line={act.line} onClose={onClose} />
  ) : (
    <UnmatchLine line={act.line} onClose={onClose} />
  )
}

type RowProps = { readonly line: AnsweredLine; readonly onAct: (verb: Act['verb']) => void }

function Row({ line, onAct }: RowProps) {
  const say = useTexts(webBankTexts)
  const sayRefund = useTexts(webRefundTexts)
  const { bookedOn, direction, amount, verdictWord, byWord, orders, answerer, answeredAt, reason } = line
  const title = say('rec.unmatch_of', { on: bookedOn, amount: amountText(amount) })
  const sign = direction === 'out' ? '−' : '+'
  return (
    <li className="border-b border-line py-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-second">
        <span className="min-w-0 break-words">
          <span className="tabular-nums">{bookedOn}</span>
          {` · ${verdictWord}`}
          <span className="text-ink-2">
            {[byWord, ...orders.map(({ number, payee }) => `${number} ${payee}`)]
              .filter(Boolean)
              .map((part) => ` · ${part}`)
              .join('')}
          </span>
        </span>
        <span className="flex items-baseline gap-3">
          <span className="tabular-nums">{`${sign}${amountText(amount)}`}</span>
          {line.refund?.can ? (
            <Button
              look="ghost"
              size={28}
              aria-label={sayRefund('refund.verb_of', { on: bookedOn, amount: amountText(amount) })}
              onClick={() => onAct('refund')}
            >
              {sayRefund('refund.verb')}
            </Button>
          ) : null}
          {line.unmatch.can ? (
            <Button look="ghost" size={28} aria-label={title} onClick={() => onAct('unmatch')}>
              {say('rec.unmatch')}
            </Button>
          ) : null}
        </span>
      </p>
      {answerer === undefined || answeredAt === undefined ? null : (
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-meta break-words text-ink-2">
          <span>{say('rec.by', { name: answerer.name, reason: reason ?? '' })}</span>
          <When at={answeredAt} />
        </p>
      )}
    </li>
  )
}
