import { TriangleAlert } from 'lucide-react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Bar } from '../../parts/meter.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

/** One comparison as the page has it. */
export type RunPage = Answer<'coverageRun'>

/** The state in one sentence and what is next; then the sums behind it, and what could not be read. */
export function Summary({ page }: { readonly page: RunPage }) {
  const say = useTexts(webCoverageTexts)
  const { run, whole } = page
  const isOpen = whole.unexplained.minor !== '0'
  const { ordinary } = whole
  const missing = missingIn(page.unbooked)
  return (
    <section aria-live="polite">
      <p className="mt-4 text-section font-medium">
        {say(isOpen ? 'cov.head' : 'cov.head_all', {
          from: run.from,
          until: run.until,
          coverage: whole.coverage,
          amount: amountText(whole.unexplained),
        })}{' '}
        <span className="font-normal text-ink-2">{say(...nextOf(page))}</span>
      </p>
      {/* The sentence has the figure; the bar only shows it. */}
      <Bar share={Math.max(0, Math.min(1000, Math.round(Number(whole.coverage) * 10)))} isOver={false} />
      <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-4">
        <Sum word={say('cov.spend')} amount={amountText(whole.total)} />
        <Sum word={say('cov.matched')} amount={amountText(whole.matched)} />
        <Sum word={say('cov.explained')} amount={amountText(whole.explained)} />
        <Sum word={say('cov.unexplained')} amount={amountText(whole.unexplained)} isOpen={isOpen} />
      </dl>
      <p className="mt-2 text-meta break-words text-ink-2">
        {say('cov.file', { name: run.fileName, lines: run.lines, by: run.comparedBy })}
        {ordinary === undefined ? null : ` ${say('cov.ordinary', { amount: amountText(ordinary) })}`}
        {missing === 0 ? null : ` ${say('cov.unbooked_count', { count: missing })}`}
        {run.unlisted === 0 ? null : ` ${say('cov.unlisted', { count: run.unlisted })}`}
      </p>
      <Unread page={page} />
    </section>
  )
}

/** How much is on record with us and not borne out by the books: benefits and voucher numbers. */
export function missingIn({ benefits, numbers }: RunPage['unbooked']): number {
  return benefits + (numbers?.missing ?? 0)
}

type Next = readonly [key: keyof typeof webCoverageTexts, params?: { readonly count: number }]

/** What somebody is to do next. */
function nextOf({ certificate, listed, sign }: RunPage): Next {
  if (certificate) return ['cov.next_signed']
  const open = listed.open + listed.declared
  if (open > 0) return ['cov.next_open', { count: open }]
  if (listed.waiting > 0) return ['cov.next_waiting', { count: listed.waiting }]
  return [sign.can ? 'cov.next_sign' : 'cov.none_open']
}

type SumProps = { readonly word: string; readonly amount: string; readonly isOpen?: boolean }

function Sum({ word, amount, isOpen = false }: SumProps) {
  return (
    <div>
      <dt className="text-meta text-ink-2">{word}</dt>
      <dd className={`font-medium tabular-nums ${isOpen ? 'text-warn' : ''}`}>{amount}</dd>
    </div>
  )
}

/** So many are shown at once; the rest comes once these are right. */
const shownMax = 5

function Unread({ page }: { readonly page: RunPage }) {
  const say = useTexts(webCoverageTexts)
  const count = page.run.unread + (page.pool?.unread ?? 0)
  if (count === 0) return null
  return (
    <div className="mt-3 flex gap-3 rounded-md bg-warn-tint px-3 py-2 text-second">
      <TriangleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-medium">{say('cov.unread', { count })}</p>
        <ul>
          {page.unreadLines.slice(0, shownMax).map(({ of, line, why }) => (
            <li key={`${of} ${String(line)}`} className="break-words">
              {say(`cov.unread_${of}`, { line, why })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
