import { Ban, Check, CircleHelp, TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { webTexts } from '../../src/texts/web.ts'
import type { Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'
import { Meter } from './meter.tsx'

/** A verdict with everything behind it. */
export type Verdict = NonNullable<Answer<'requestDetail'>['verdict']>

type OneCheck = Verdict['checks'][number]

/** One check: state, title, sentence, and its clause one tap away. */
export function CheckRow({ check }: { readonly check: OneCheck }) {
  const [isOpen, setOpen] = useState(false)
  const say = useTexts(webTexts)
  const clauseId = useId()
  const look = looks[check.state]
  const Icon = look.icon
  const place = check.version === '' ? check.clause : `${check.clause} · v${check.version}`
  return (
    <li className="flex gap-3 border-t border-line py-3 first:border-t-0">
      <span
        className={classes('mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full', look.dot)}
      >
        <Icon aria-hidden="true" size={13} strokeWidth={2.5} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h3 className="min-w-0 text-body font-medium">
            <span className="sr-only">
              {say(look.word)}
              {say('web.colon')}
            </span>
            {check.title}
          </h3>
          {check.clause === '' ? null : (
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={clauseId}
              aria-label={say('web.clause', { clause: place })}
              onClick={() => setOpen(!isOpen)}
              className={classes(
                'relative min-w-0 text-left text-meta after:absolute after:-inset-2.5',
                'text-ink-2 underline decoration-line-2 underline-offset-4',
                'hover:decoration-ink-2',
              )}
            >
              {check.clause}
            </button>
          )}
        </div>
        <p className="text-second text-ink-2">{check.text}</p>
        {check.meter ? (
          <Meter used={check.meter.used} own={check.meter.this} limit={check.meter.limit} />
        ) : null}
        <blockquote
          id={clauseId}
          hidden={!isOpen}
          className="mt-2 border-l-2 border-line-2 pl-3 text-second text-ink-2"
        >
          {check.clauseText}
          <span className="block text-meta text-ink-3">{place}</span>
        </blockquote>
      </div>
    </li>
  )
}

const looks = {
  pass: { icon: Check, dot: 'bg-pass-tint text-pass', word: 'web.check.pass' },
  judge: { icon: TriangleAlert, dot: 'bg-warn-tint text-warn', word: 'web.check.judge' },
  missing: { icon: CircleHelp, dot: 'bg-info-tint text-info', word: 'web.check.missing' },
  forbidden: { icon: Ban, dot: 'bg-block-tint text-block', word: 'web.check.forbidden' },
} as const
