import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { webDimensionTexts } from '../../../src/texts/web-dimensions.ts'
import { Button } from '../../parts/button.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { PickButton } from '../../parts/pick-button.tsx'
import { problemOf, sendFiles, type Answer } from '../../shell/api.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import { settledDimensions, type Why } from './settled-dimensions.ts'
import { ImportReport } from './import-report.tsx'

/** Many codes at once, pasted or from a file; refused rows stay named with their reasons. */
export function ManyCodes({ why }: { readonly why: Why }) {
  const say = useTexts(webDimensionTexts)
  const [text, setText] = useState('')
  const [report, setReport] = useState<Answer<'importDimensionCodes'>>()
  const { entityId, reason } = why
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setReport(undefined)
    try {
      const answer = await sendFiles('importDimensionCodes', { body: { entityId, reason } }, [file])
      setReport(answer)
      if (answer.refused === 0) setText('')
      await settledDimensions()
    } catch (error) {
      tellProblem(problemOf(error), say('dimensions.not_saved'))
    }
  }
  const pasted = () => new File([text], 'codes.csv', { type: 'text/csv' })
  return (
    <div>
      <Field label={say('dimensions.paste')} hint={say('dimensions.paste_hint')}>
        {(tied) => <TextArea {...tied} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <Button size={28} disabled={!why.isReady || text.trim() === ''} onClick={() => void take(pasted())}>
          {say('dimensions.take')}
        </Button>
        {why.isReady ? (
          <PickButton
            text={say('dimensions.file')}
            icon={<FileUp aria-hidden="true" size={14} />}
            accept=".csv,.xlsx"
            onPick={(files) => void take(files[0])}
          />
        ) : null}
      </p>
      <p aria-live="polite" className="mt-2 empty:hidden">
        {report ? <ImportReport report={report} /> : null}
      </p>
    </div>
  )
}
