import { useState } from 'react'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { RequestNumber } from './request-number.tsx'
import { settled } from './send-payment.ts'

type Released = Answer<'claimable'>['released'][number]

/** What was said not to follow, each with its reason and the way back while its benefit is not completed. */
export function ReleasedRests({ released }: { readonly released: readonly Released[] }) {
  const say = useTexts(webMyClaimTexts)
  const [taken, setTaken] = useState<Released>()
  if (released.length === 0) return null
  return (
    <Section title={say('mine.releases')}>
      <ul aria-label={say('mine.releases')} className="border-t border-line">
        {released.map((each) => (
          <ReleasedRow key={each.releaseId} released={each} onTakeBack={() => setTaken(each)} />
        ))}
      </ul>
      {taken === undefined ? null : <TakeBack released={taken} onClose={() => setTaken(undefined)} />}
    </Section>
  )
}

type RowProps = { readonly released: Released; readonly onTakeBack: () => void }

function ReleasedRow({ released, onTakeBack }: RowProps) {
  const say = useTexts(webMyClaimTexts)
  const { requestId, number, title, amount, reason, says } = released
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words">
          <RequestNumber requestId={requestId} number={number} />
          <span className="text-second text-ink-2"> · {title}</span>
        </p>
        <p className="text-second break-words">{reason}</p>
        <p className="text-meta text-ink-2">{says}</p>
      </div>
      <p className="ml-auto flex items-center gap-3">
        <span className="font-medium tabular-nums">{amountText(amount)}</span>
        <Button look="outline" aria-label={say('mine.withdraw_of', { number })} onClick={onTakeBack}>
          {say('mine.withdraw')}
        </Button>
      </p>
    </li>
  )
}

function TakeBack({ released, onClose }: { readonly released: Released; readonly onClose: () => void }) {
  const say = useTexts(webMyClaimTexts)
  const { releaseId, version, number, amount } = released
  const told = { number, amount: amountText(amount) }
  return (
    <ReasonDialog
      title={say('mine.withdraw_of', { number })}
      text={say('mine.take_back_text', told)}
      label={say('mine.note')}
      optional={say('mine.optional')}
      verb={say('mine.withdraw')}
      onSend={(words) =>
        settled(
          command('withdrawRelease', {
            params: { releaseId },
            body: { version, ...(words !== '' && { reason: words }) },
          }),
          { done: say('mine.taken_back', told), failed: say('mine.failed') },
        )
      }
      onClose={onClose}
    />
  )
}
