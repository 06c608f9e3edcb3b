import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { problemOf } from '../../shell/api.ts'
import { tellProblem } from '../../shell/messages.ts'
import { takeFile } from '../../shell/take-file.ts'
import { useTexts } from '../../shell/text.ts'

type Props = { readonly month: string; readonly entityId: string; readonly onClose: () => void }

/** Takes the archive of a closed month, with what it is for. */
export function PackDialog({ month, entityId, onClose }: Props) {
  const say = useTexts(webLedgerTexts)
  const take = (reason: string) =>
    takeFile('filingPack', { query: { entityId, month, reason } }, `filing-${month}.zip`)
      .then(() => true)
      .catch((error: unknown) => {
        tellProblem(problemOf(error), say('months.pack_failed'))
        return false
      })
  return (
    <ReasonDialog
      title={say('months.pack_title', { month })}
      text={say('months.pack_text')}
      label={say('months.pack_reason')}
      verb={say('months.pack_take')}
      lettersMin={5}
      onSend={take}
      onClose={onClose}
    />
  )
}
