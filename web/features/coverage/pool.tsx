import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Section } from '../../parts/section.tsx'
import { useTexts } from '../../shell/text.ts'
import type { RunPage } from './summary.tsx'

const parts = ['other', 'covered', 'explained', 'open', 'total'] as const

type Props = { readonly page: RunPage; readonly onImport: (() => void) | undefined }

/** The received e-invoices: of what they are made, in number and to the cent. */
export function Pool({ page, onImport }: Props) {
  const say = useTexts(webCoverageTexts)
  const { pool, certificate } = page
  const importing =
    onImport && !certificate ? <Button onClick={onImport}>{say('cov.pool_import')}</Button> : undefined
  return (
    <Section title={say('cov.pool')} aside={importing}>
      {pool === undefined ? (
        <p className="text-second text-ink-2">{say('cov.pool_none')}</p>
      ) : (
        <>
          <dl className="border-t border-line">
            {parts.map((part) => (
              <div
                key={part}
                className={classes(
                  'flex items-baseline gap-x-4 border-b border-line py-1.5 text-second',
                  part === 'total' && 'font-medium',
                )}
              >
                <dt className="min-w-0 flex-1">{say(`cov.pool_${part}`)}</dt>
                <dd className="text-ink-2 tabular-nums">
                  {say('cov.pool_count', { count: pool[part].count })}
                </dd>
                <dd
                  className={classes(
                    'min-w-28 text-right tabular-nums',
                    part === 'open' && pool.open.count > 0 && 'text-warn',
                  )}
                >
                  {amountText(pool[part].sum)}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-1 text-meta break-words text-ink-2">
            {say('cov.pool_file', { name: pool.name, from: pool.from, until: pool.until })}
          </p>
        </>
      )}
    </Section>
  )
}
