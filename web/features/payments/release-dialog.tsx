import { webReleaseTexts } from '../../../src/texts/web-releases.ts'
import { amountText } from '../../parts/amount.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { Releasable, Release } from './release-rows.tsx'
import { settled } from './send-payment.ts'

/** What finance is about to do: release what is left, or take a release back. */
export type ReleaseAct =
  | { readonly verb: 'release'; readonly item: Releasable }
  | { readonly verb: 'withdraw'; readonly item: Release }

type Props = { readonly act: ReleaseAct; readonly onClose: () => void }

/** Asks why, and sends it; finance does so for others, so that taking back has its reason too. */
export function ReleaseDialog({ act, onClose }: Props) {
  return act.verb === 'release' ? (
    <ReleaseOne item={act.item} onClose={onClose} />
  ) : (
    <TakeBackOne item={act.item} onClose={onClose} />
  )
}

function ReleaseOne({ item, onClose }: { readonly item: Releasable; readonly onClose: () => void }) {
  const say = useTexts(webReleaseTexts)
  const { requestId, number, left } = item
  const told = { number, left: amountText(left) }
  return (
    <ReasonDialog
      title={say('rel.release_of', { number })}
      text={say('rel.release_text', told)}
      label={say('rel.reason')}
      verb={say('rel.release')}
      onSend={(reason) =>
        settled(command('releaseRest', { params: { requestId }, body: { reason } }), {
          done: say('rel.released_now', told),
          failed: say('rel.failed'),
        })
      }
      onClose={onClose}
    />
  )
}

function TakeBackOne({ item, onClose }: { readonly item: Release; readonly onClose: () => void }) {
  const say = useTexts(webReleaseTexts)
  const { releaseId, version, number, amount } = item
  const told = { number, amount: amountText(amount) }
  return (
    <ReasonDialog
      title={say('rel.back_of', { number })}
      text={say('rel.back_text', told)}
      label={say('rel.reason')}
      verb={say('rel.back')}
      onSend={(reason) =>
        settled(command('withdrawRelease', { params: { releaseId }, body: { version, reason } }), {
          done: say('rel.taken_back', told),
          failed: say('rel.failed'),
        })
      }
      onClose={onClose}
    />
  )
}
