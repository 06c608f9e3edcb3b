import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { takeFile } from '../../shell/take-file.ts'
import { useTexts } from '../../shell/text.ts'
import { settled } from './settled.ts'
import { missingIn, type RunPage } from './summary.tsx'

/** The completeness certificate: signed or why not yet; then its text, its file and its proof in the log. */
export function Certificate({ page }: { readonly page: RunPage }) {
  const say = useTexts(webCoverageTexts)
  const [isSigning, setSigning] = useState(false)
  const { certificate, sign, run, whole } = page
  const missing = missingIn(page.unbooked)
  if (certificate) return <Signed page={page} certificate={certificate} />
  return (
    <Section title={say('cov.cert')}>
      <p className="text-second text-ink-2">{say('cov.cert_none')}</p>
      {sign.can ? (
        <p className="mt-2">
          <Button look="primary" onClick={() => setSigning(true)}>
            {say('cov.sign')}
          </Button>
        </p>
      ) : (
        <p className="mt-1 text-second">{sign.why}</p>
      )}
      {isSigning ? (
        <ReasonDialog
          title={say('cov.sign_title')}
          text={[
            ...(missing === 0 ? [] : [say('cov.unbooked_count', { count: missing })]),
            say('cov.sign_text', { coverage: whole.coverage, amount: amountText(whole.unexplained) }),
          ].join(' ')}
          label={say('cov.statement')}
          verb={say('cov.sign')}
          lettersMin={5}
          onSend={(statement) =>
            settled(command('signCoverage', { params: { runId: run.runId }, body: { statement } }), {
              done: say('cov.signed'),
              failed: say('cov.sign_failed'),
            })
          }
          onClose={() => setSigning(false)}
        />
      ) : null}
    </Section>
  )
}

type SignedProps = { readonly page: RunPage; readonly certificate: NonNullable<RunPage['certificate']> }

function Signed({ page, certificate }: SignedProps) {
  const say = useTexts(webCoverageTexts)
  const { coverage, total, unexplained, signedBy, statement, pool, unbooked, entry } = certificate
  const take = () =>
    takeFile(
      'coverageCertificate',
      { params: { runId: page.run.runId } },
      `coverage-${page.run.until.slice(0, 7)}.txt`,
    ).catch((error: unknown) => tellProblem(problemOf(error), say('cov.take_failed')))
  return (
    <Section title={say('cov.cert')}>
      <div className="flex gap-3 rounded-lg border border-pass/40 bg-pass-tint px-4 py-3">
        <ShieldCheck aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-pass" />
        <div className="min-w-0 text-second">
          <p className="text-body font-medium">
            {say('cov.cert_sum', {
              coverage,
              total: amountText(total),
              unexplained: amountText(unexplained),
            })}
          </p>
          {pool === undefined ? null : (
            <p>
              {say('cov.cert_pool', {
                total: pool.total.count,
                open: pool.open.count,
                sum: amountText(pool.open.sum),
              })}
            </p>
          )}
          {unbooked === undefined ? null : <p>{say('cov.unbooked_count', { count: missingIn(unbooked) })}</p>}
          <p className="break-words">{say('cov.cert_by', { by: signedBy, text: statement })}</p>
          <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button onClick={() => void take()}>{say('cov.cert_take')}</Button>
            {entry === undefined ? (
              <span className="text-ink-2">{say('cov.cert_numbering')}</span>
            ) : (
              <Link
                to="/verification"
                search={{ entry: String(entry) }}
                className={`${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`}
              >
                {say('cov.cert_verify', { number: entry })}
              </Link>
            )}
          </p>
        </div>
      </div>
    </Section>
  )
}
