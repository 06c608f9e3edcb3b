import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Line = NonNullable<Answer<'requestDetail'>['completion']>[number]

/** What something given still misses before it is completed by itself: a calm line for each of the three. */
export function CompletionSection({ lines }: { readonly lines: readonly Line[] }) {
  const say = useTexts(webGivingTexts)
  return (
    <Section title={say('completion.title')} aside={say('completion.hint')}>
      <ul>
        {lines.map(({ what, isDone, text }) => (
          <li key={what} className="flex gap-3 border-t border-line py-1.5 text-second">
            <span className={isDone ? 'text-ink-2' : 'text-warn'} aria-hidden>
              {isDone ? '✓' : '○'}
            </span>
            <span className="min-w-0 break-words">{text}</span>
            <span className="sr-only">{say(isDone ? 'completion.done' : 'completion.missing')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
