import { Link } from '@tanstack/react-router'
import { Check, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { linkLook } from '../../parts/text-link.tsx'
import { useTexts } from '../../shell/text.ts'

/** What became of one of a set. */
export type SetResult = {
  readonly key: string
  readonly isDone: boolean
  readonly says: string
  readonly wayOut?: string | undefined
  /** Whom it pays and how much. */
  readonly about: string
  /** Its name as a link to where it can be looked at. */
  readonly link: ReactNode
}

type Props = { readonly of: 'prepared' | 'checked'; readonly results: readonly SetResult[] }

/** First how it ended, in a sentence; then what was refused and why; then what was done. */
export function SetResults({ of, results }: Props) {
  const say = useTexts(webSetTexts)
  const done = results.filter(({ isDone }) => isDone)
  const refused = results.filter(({ isDone }) => !isDone)
  return (
    <section aria-label={say('set.results')}>
      <p role="status" className={refused.length === 0 ? 'font-medium text-pass' : 'font-medium text-warn'}>
        {refused.length === 0
          ? say(`set.${of}_all`, { count: done.length })
          : say(`set.${of}_part`, { count: done.length, refused: refused.length })}
      </p>
      <ul className="mt-3 divide-y divide-line border-t border-line">
        {[...refused, ...done].map(({ key, isDone, says, wayOut, about, link }) => (
          <li key={key} className="flex items-start gap-2 py-2 text-second">
            {isDone ? (
              <Check aria-hidden="true" size={17} className="mt-0.5 shrink-0 text-pass" />
            ) : (
              <CircleAlert aria-hidden="true" size={17} className="mt-0.5 shrink-0 text-block" />
            )}
            <span className="min-w-0 break-words">
              {link}
              {about === '' ? null : <span className="text-ink-2">{` · ${about}`}</span>}
              {isDone ? <span className="sr-only">{says}</span> : <span className="block">{says}</span>}
              {wayOut === undefined ? null : <span className="block text-ink-2">{wayOut}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A payment order by its number. */
export function OrderLink({ orderId, number }: { readonly orderId: string; readonly number: string }) {
  return (
    <Link to="/payments" search={{ order: orderId }} className={linkLook}>
      {number}
    </Link>
  )
}

/** A request by its number. */
export function RequestLink({ requestId, number }: { readonly requestId: string; readonly number: string }) {
  return (
    <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
      {number}
    </Link>
  )
}
