import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { amountText } from '../../parts/amount.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { Claimable } from './receipts.ts'
import { settled } from './send-payment.ts'

type Props = { readonly item: Claimable; readonly onClose: () => void }

/** Says that nothing more will follow for a benefit: the whole rest, with a reason. */
export function ReleaseRest({ item: { requestId, number, left }, onClose }: Props) {
  const say = useTexts(webMyClaimTexts)
  const told = { number, left: amountText(left) }
  return (
    <ReasonDialog
      title={say('mine.release_of', { number })}
      text={say('mine.release_text', told)}
      label={say('mine.reason')}
      verb={say('mine.release')}
      onSend={(reason) =>
        settled(command('releaseRest', { params: { requestId }, body: { reason } }), {
          done: say('mine.release_done', told),
          failed: say('mine.failed'),
        })
      }
      onClose={onClose}
    />
  )
}
