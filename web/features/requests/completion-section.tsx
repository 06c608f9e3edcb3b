import { Link } from '@tanstack/react-router'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { buttonLook } from '../../parts/button.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'

type Line = NonNullable<Answer<'requestDetail'>['completion']>[number]

type Props = { readonly requestId: string; readonly lines: readonly Line[] }

/**
 * What something given still misses before it is completed by itself: a calm line for each of the three.
 * Whoever spent the money claims it from here, with the receipt that came with the giving.
 */
export function CompletionSection({ requestId, lines }: Props) {
  const say = useTexts(webGivingTexts)
  const canClaim = useClaimable(requestId, lines)
  return (
    <Section title={say('completion.title')} aside={say('completion.hint')}>
      <ul>
        {lines.map(({ what, isDone, text }) => (
          <li key={what} className="flex items-center gap-3 border-t border-line py-1.5 text-second">
            <span className={isDone ? 'text-ink-2' : 'text-warn'} aria-hidden>
              {isDone ? '✓' : '○'}
            </span>
            <span className="min-w-0 flex-1 break-words">{text}</span>
            <span className="sr-only">{say(isDone ? 'completion.done' : 'completion.missing')}</span>
            {what === 'paid' && canClaim ? (
              <Link to="/my-claims" search={{ claim: requestId }} className={buttonLook('primary', 32)}>
                {say('completion.claim')}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Whether something of it is the reader's to claim; nobody else is asked about. */
function useClaimable(requestId: string, lines: readonly Line[]): boolean {
  const mayClaim = useMe()?.navigation.some(({ key }) => key === 'my_claims') === true
  const isOwed = lines.some(({ what, isDone }) => what === 'paid' && !isDone)
  const { data } = useAnswer('claimable', { query: { requestId } }, { enabled: mayClaim && isOwed })
  return data?.items.some((item) => item.requestId === requestId && item.isGiven) === true
}
