import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Section } from '../../parts/section.tsx'
import { useTexts } from '../../shell/text.ts'
import { NotLookedAt } from './not-looked-at.tsx'
import type { RunPage } from './summary.tsx'

type Props = Pick<RunPage, 'accounts' | 'leftOut'> & { readonly entityId: string }

/** Each account with what it is made of, to the cent; below them those that nobody looked at. */
export function Accounts({ entityId, accounts, leftOut }: Props) {
  const say = useTexts(webCoverageTexts)
  if (accounts.length === 0 && leftOut === undefined) return null
  return (
    <Section title={say('cov.accounts')}>
      <ul className="border-t border-line">
        {accounts.map(({ code, name, total, matched, explained, unexplained }) => (
          <li key={`${code} ${name}`} className="border-b border-line py-1.5 text-second">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0 break-words">{`${code} ${name}`.trim()}</span>
              <span className={unexplained.minor === '0' ? 'tabular-nums' : 'text-warn tabular-nums'}>
                {amountText(unexplained)}
              </span>
            </p>
            <p className="text-meta text-ink-2 tabular-nums">
              {say('cov.account_sum', {
                total: amountText(total),
                matched: amountText(matched),
                explained: amountText(explained),
                unexplained: amountText(unexplained),
              })}
            </p>
          </li>
        ))}
      </ul>
      <NotLookedAt entityId={entityId} leftOut={leftOut} />
    </Section>
  )
}
