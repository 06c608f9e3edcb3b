import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Section } from '../../parts/section.tsx'
import { useTexts } from '../../shell/text.ts'
import type { RunPage } from './summary.tsx'

/** Each account with what it is made of; the parts are the total, to the cent. */
export function Accounts({ accounts }: { readonly accounts: RunPage['accounts'] }) {
  const say = useTexts(webCoverageTexts)
  if (accounts.length === 0) return null
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
    </Section>
  )
}
