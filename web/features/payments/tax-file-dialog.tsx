import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { takeFile } from '../../shell/take-file.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'

type Props = { readonly schedule: Answer<'taxSchedule'>; readonly onClose: () => void }

/** Takes the workbook, with what it is for; the second factor is asked for where it is not fresh. */
export function TaxFileDialog({ schedule, onClose }: Props) {
  const say = useTexts(webTaxTexts)
  const { year, entityId } = schedule
  const take = (reason: string) =>
    takeFile('taxFile', { params: { year }, query: { entityId, reason } }, `tax-${String(year)}.xlsx`)
      .then(() => true)
      .catch((error: unknown) => {
        tellProblem(problemOf(error), say('tax.take_failed'))
        return false
      })
  return (
    <ReasonDialog
      title={say('tax.take')}
      text={say('tax.take_text')}
      label={say('tax.reason')}
      verb={say('tax.take')}
      onSend={take}
      onClose={onClose}
    />
  )
}
